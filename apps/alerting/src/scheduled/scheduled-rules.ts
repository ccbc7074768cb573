import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { loadRuleFolder, shippedRulesFolder, type CorrelationRule } from '@tocsin/sigma';

import type { AlertingOptions } from '../alerting.config';
import { ALERTING_OPTIONS } from '../alerting-options';

/** The rules that count over time. */
@Injectable()
export class ScheduledRules implements OnModuleInit {
  rules: readonly CorrelationRule[] = [];
  private readonly log = new Logger(ScheduledRules.name);

  constructor(@Inject(ALERTING_OPTIONS) private readonly options: AlertingOptions) {}

  /** A folder that cannot be read is a wrong configuration: the service does not start and detect nothing. */
  async onModuleInit(): Promise<void> {
    const folder = this.options.rulesFolder ?? shippedRulesFolder();
    const { correlations, refused } = await loadRuleFolder(folder);
    this.rules = correlations;
    this.log.log(`${correlations.length} scheduled rules from ${folder}`);
    for (const { file, line, reason, advice } of refused)
      this.log.warn(`Rule refused: ${file}:${line}: ${reason} ${advice}`);
  }
}
