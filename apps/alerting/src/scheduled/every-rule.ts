import { Injectable, Logger } from '@nestjs/common';
import type { CorrelationRule } from '@tocsin/sigma';

import { CheckpointMoved, Checkpoints } from './checkpoints';
import { describe, isAway } from './describe-trouble';
import { DetectionState } from './detection-state';
import type { Look } from './looks';
import { RuleRun } from './rule-run';
import { ScheduledRules } from './scheduled-rules';

/** Every scheduled rule in turn; one that cannot be run leaves the others alone. */
@Injectable()
export class EveryRule {
  private readonly log = new Logger(EveryRule.name);

  constructor(
    private readonly rules: ScheduledRules,
    private readonly ruleRun: RuleRun,
    private readonly checkpoints: Checkpoints,
    private readonly state: DetectionState,
  ) {}

  /** @throws what says that an engine is away: it is away for every rule. */
  async run(look: Look): Promise<void> {
    await this.rules.load();
    await this.checkpoints.keepOnly(this.rules.rules.map(({ facts }) => facts.id));
    for (const rule of this.rules.rules) await this.runRule(rule, look);
  }

  private async runRule(rule: CorrelationRule, look: Look): Promise<void> {
    const { id } = rule.facts;
    try {
      const isShadow = this.rules.isShadow(rule);
      this.state.found(id, await this.ruleRun.run(rule, look, isShadow), isShadow);
      this.state.ruleRan(id);
    } catch (error) {
      if (isAway(error)) throw error;
      if (error instanceof CheckpointMoved) return;
      const isNews = this.state.ruleBroken(id, describe(error));
      if (isNews) this.log.error(`Rule ${id} cannot be run: ${describe(error)}`);
    }
  }
}
