import { Injectable, Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import type { RuleBook } from '@tocsin/rules';

/** Says which rules are at work, and which could not be. */
@Injectable()
export class RuleReport {
  private readonly log = new Logger(RuleReport.name);
  private readonly gauge;
  private refusals = '';
  /** What was told already: rules are loaded again and again. */
  private told = new Set<string>();

  constructor(metrics: Metrics, checks: ReadinessChecks) {
    this.gauge = metrics.gauge('tocsin_pipeline_rules', 'Rules by whether they could be loaded.', ['result']);
    // One bad rule must not stop the others.
    checks.add('rules', () => Promise.resolve({ ok: true, detail: this.refusals }));
  }

  loaded({ rules, refused, shadows }: RuleBook): void {
    this.gauge.set({ result: 'loaded' }, rules.length);
    this.gauge.set({ result: 'refused' }, refused.length);
    this.log.log(`${rules.length} stream rules, ${shadows.size} rules in the shadow`);
    const lines = refused.map(({ file, line, reason, advice }) => `Rule refused: ${file}:${line}: ${reason} ${advice}`);
    for (const line of lines) if (!this.told.has(line)) this.log.warn(line);
    this.told = new Set(lines);
    this.refusals = refused.length === 0 ? '' : `${refused.length} rule(s) were refused; the log says why.`;
  }
}
