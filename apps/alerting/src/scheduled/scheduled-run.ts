import { Injectable, Logger } from '@nestjs/common';

import { describe, isAway } from './describe-trouble';
import { DetectionState } from './detection-state';
import { EveryRule } from './every-rule';
import { Looks } from './looks';
import { RunLock } from './run-lock';

/** One run of the scheduled rules, in one instance at a time. */
@Injectable()
export class ScheduledRun {
  private readonly log = new Logger(ScheduledRun.name);

  constructor(
    private readonly rules: EveryRule,
    private readonly lock: RunLock,
    private readonly looks: Looks,
    private readonly state: DetectionState,
  ) {}

  /**
   * Never throws: what failed stands in the log, the figures and the readiness, and the next run looks at the same events.
   * @returns whether it went well, here or in another instance.
   */
  async run(): Promise<boolean> {
    try {
      const isDone = await this.lock.whileHeld(() => this.runRules());
      if (!isDone) this.state.elsewhere();
      return true;
    } catch (error) {
      this.looks.distrust();
      this.state.failed(describe(error));
      if (isAway(error)) this.log.warn(`Scheduled rules wait: ${describe(error)}`);
      else this.log.error(error);
      return false;
    }
  }

  private async runRules(): Promise<void> {
    const startedAt = performance.now();
    await this.rules.run(await this.looks.next());
    this.state.done((performance.now() - startedAt) / 1_000);
  }
}
