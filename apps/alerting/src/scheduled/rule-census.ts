import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { MessageBus, RULES_LOADED_FACT } from '@tocsin/messaging';
import { StoredRules } from '@tocsin/rules';

import { ScheduledRules } from './scheduled-rules';

const EVERY_MS = 30_000;

/** Says how many rules count over time, so that an empty list of alerts can be believed. Instances say the same in one name. */
@Injectable()
export class RuleCensus implements OnApplicationBootstrap {
  private readonly log = new Logger(RuleCensus.name);

  constructor(
    private readonly bus: MessageBus,
    private readonly scheduled: ScheduledRules,
    private readonly stored: StoredRules,
  ) {}

  onApplicationBootstrap(): void {
    this.stored.onChange(() => this.tell());
  }

  /** A fact that is missed, or could not be told, is told again. */
  @Interval(EVERY_MS)
  async tell(): Promise<void> {
    const fact = { from: 'alerting', count: this.scheduled.rules.length };
    await this.bus.announce(RULES_LOADED_FACT, fact).catch((error: unknown) => this.log.debug(String(error)));
  }
}
