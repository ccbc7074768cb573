import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { addNote } from '@tocsin/plugin-kit';
import { loadRuleFolder, RuleIndex, shippedRulesFolder, type RuleSet } from '@tocsin/sigma';

import type { BatchEvent, BatchUnderWay, EventSignal } from '../../batch/batch-under-way';
import { Reminders } from '../../batch/reminders';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { streamSignal } from './stream-signal';

/** Stage 4: which rules an event matches, and a signal for each. */
@Injectable()
export class MatchStage implements OnModuleInit {
  private readonly log = new Logger(MatchStage.name);
  private readonly reminders = new Reminders();
  private readonly loaded;
  private readonly failures;
  private index: RuleIndex;
  private refusals = '';
  /** Rules at work. */
  ruleCount = 0;

  constructor(
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
    metrics: Metrics,
    checks: ReadinessChecks,
  ) {
    this.loaded = metrics.gauge('tocsin_pipeline_rules', 'Rules by whether they could be loaded.', ['result']);
    this.failures = metrics.counter('tocsin_pipeline_match_failures_total', 'Events the rules could not be tried on.');
    // One bad rule must not stop the others.
    checks.add('rules', () => Promise.resolve({ ok: true, detail: this.refusals }));
  }

  /** A folder that cannot be read is a wrong configuration: the service does not start and detect nothing. */
  async onModuleInit(): Promise<void> {
    const folder = this.options.rulesFolder ?? shippedRulesFolder();
    const rules = await loadRuleFolder(folder);
    this.index = new RuleIndex(rules.rules);
    this.ruleCount = rules.rules.length;
    this.report(rules, folder);
  }

  run(underWay: BatchUnderWay): void {
    underWay.signals = underWay.events.flatMap((one) => this.matchOne(one));
  }

  private matchOne({ id, event }: BatchEvent): EventSignal[] {
    try {
      const matches = this.index.match(event);
      if (matches.length === 0) return [];
      event['tocsin.rules'] = matches.map(({ rule }) => rule.facts.id);
      return matches.map((match) => ({ eventId: id, signal: streamSignal(id, event, match) }));
    } catch (error) {
      addNote(event, 'The rules could not be tried on this event');
      this.failures.inc();
      if (this.reminders.isDue('match')) this.log.error(error);
      return [];
    }
  }

  private report({ rules, refused }: RuleSet, folder: string): void {
    this.loaded.set({ result: 'loaded' }, rules.length);
    this.loaded.set({ result: 'refused' }, refused.length);
    this.log.log(`${rules.length} stream rules from ${folder}`);
    for (const { file, line, reason, advice } of refused)
      this.log.warn(`Rule refused: ${file}:${line}: ${reason} ${advice}`);
    this.refusals =
      refused.length === 0 ? '' : `${refused.length} rule(s) of ${folder} were refused; the log says why.`;
  }
}
