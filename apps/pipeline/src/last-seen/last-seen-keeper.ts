import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';

import { StartConditions } from '../batch/start-conditions';
import { LastSeen } from './last-seen';
import { LastSeenFigures } from './last-seen-figures';
import { LastSeenStore } from './last-seen-store';

const REFRESH_MS = 3_000;
const PORTION = 50_000;

/** Keeps what this worker knows in step with what all have seen. */
@Injectable()
export class LastSeenKeeper implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private isRefreshing = false;
  private revision = '0';

  constructor(
    private readonly lastSeen: LastSeen,
    private readonly store: LastSeenStore,
    private readonly conditions: StartConditions,
    private readonly figures: LastSeenFigures,
  ) {}

  /** Starts loading; the pipeline takes no event before it is known what was seen. */
  start(): void {
    if (this.lastSeen.lists.length === 0) return;
    this.conditions.add('the last-seen lists', async () => {
      await this.load();
      this.lastSeen.isLoaded = true;
    });
    this.timer = setInterval(() => void this.refreshQuietly(), REFRESH_MS).unref();
  }

  /** Does not wait for what is being loaded: nobody needs it any more. */
  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Loads what changed since the last time. */
  async load(): Promise<void> {
    for (;;) {
      const rows = await this.store.changedAfter(this.revision, PORTION);
      this.lastSeen.remember(rows);
      this.revision = rows.at(-1)?.revision ?? this.revision;
      if (rows.length < PORTION) return;
    }
  }

  @Cron(CronExpression.EVERY_MINUTE)
  async fold(): Promise<void> {
    try {
      await this.store.fold();
      this.figures.well();
    } catch (error) {
      this.figures.failed('written', error);
    }
  }

  private async refreshQuietly(): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    await this.load().catch((error: unknown) => this.figures.failed('loaded', error));
    this.isRefreshing = false;
  }
}
