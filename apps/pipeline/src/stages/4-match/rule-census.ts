import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { MessageBus, RULES_LOADED_FACT } from '@tocsin/messaging';
import { StoredRules } from '@tocsin/rules';

import { MatchStage } from './match.stage';

const EVERY_MS = 30_000;

/** Says how many rules watch the stream, so that an empty list of alerts can be believed. Workers say the same in one name. */
@Injectable()
export class RuleCensus implements OnApplicationBootstrap {
  private readonly log = new Logger(RuleCensus.name);

  constructor(
    private readonly bus: MessageBus,
    private readonly stage: MatchStage,
    private readonly stored: StoredRules,
  ) {}

  onApplicationBootstrap(): void {
    this.stored.onChange(() => this.tell());
  }

  /** A fact that is missed, or could not be told, is told again. */
  @Interval(EVERY_MS)
  async tell(): Promise<void> {
    const fact = { from: 'pipeline', count: this.stage.ruleCount };
    await this.bus.announce(RULES_LOADED_FACT, fact).catch((error: unknown) => this.log.debug(String(error)));
  }
}
