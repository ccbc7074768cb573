import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Clock } from '@tocsin/clock';

import { LastSeen } from './last-seen';
import { LastSeenFigures } from './last-seen-figures';
import { LastSeenStore } from './last-seen-store';
import { DAY_MS } from './seen-table';

/** Keeps the lists within their bounds of age and number. Several workers may do it at once. */
@Injectable()
export class LastSeenRetention {
  constructor(
    private readonly lastSeen: LastSeen,
    private readonly store: LastSeenStore,
    private readonly clock: Clock,
    private readonly figures: LastSeenFigures,
  ) {}

  @Cron(CronExpression.EVERY_HOUR)
  async prune(): Promise<void> {
    try {
      for (const { name, options } of this.lastSeen.lists) {
        const before = new Date(this.clock.now().getTime() - options.keepDays * DAY_MS);
        this.figures.deleted(name, await this.store.prune({ list: name, before, maxKeys: options.maxKeys }));
      }
      this.figures.sizes(await this.store.sizes());
    } catch (error) {
      this.figures.failed('pruned', error);
    }
  }
}
