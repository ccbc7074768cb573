import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';
import { addNote } from '@tocsin/plugin-kit';
import { NO_RULES, type RuleBook } from '@tocsin/rules';
import { RuleIndex, type RuleMatch } from '@tocsin/sigma';

import type { BatchEvent, BatchUnderWay } from '../../batch/batch-under-way';
import { Reminders } from '../../batch/reminders';
import { RuleReport } from './rule-report';
import { RuleSource } from './rules/rule-source';
import { streamSignal } from './stream-signal';
import { tagWithRules } from './tag-with-rules';

/** Stage 4: which rules an event matches, and a signal for each. Rules change between two batches, never within one. */
@Injectable()
export class MatchStage implements OnModuleInit {
  private readonly log = new Logger(MatchStage.name);
  private readonly reminders = new Reminders();
  private readonly failures;
  private index = new RuleIndex([]);
  private shadows = NO_RULES.shadows;

  constructor(
    private readonly source: RuleSource,
    private readonly report: RuleReport,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter('tocsin_pipeline_match_failures_total', 'Events the rules could not be tried on.');
  }

  async onModuleInit(): Promise<void> {
    await this.source.watch((book) => this.take(book));
  }

  /** Rules at work. */
  get ruleCount(): number {
    return this.index.rules.length;
  }

  run(underWay: BatchUnderWay): void {
    for (const one of underWay.events) this.matchOne(one, underWay);
  }

  private async take(book: RuleBook): Promise<void> {
    const index = await RuleIndex.inSlices(book.rules);
    [this.index, this.shadows] = [index, book.shadows];
    this.report.loaded(book);
  }

  private matchOne(one: BatchEvent, underWay: BatchUnderWay): void {
    try {
      const matches = this.index.match(one.event);
      if (matches.length > 0) this.tell(one, matches, underWay);
    } catch (error) {
      addNote(one.event, 'The rules could not be tried on this event');
      this.failures.inc();
      if (this.reminders.isDue('match')) this.log.error(error);
    }
  }

  private tell({ id, event }: BatchEvent, matches: readonly RuleMatch[], underWay: BatchUnderWay): void {
    const loud = matches.filter(({ rule }) => !this.shadows.has(rule.facts.id));
    for (const { rule } of matches) if (this.shadows.has(rule.facts.id)) underWay.shadowed.push(rule.facts.id);
    if (loud.length === 0) return;
    tagWithRules(event, loud);
    const { receivedAt } = underWay.batch;
    for (const match of loud)
      underWay.signals.push({ eventId: id, signal: streamSignal(id, event, match, receivedAt) });
  }
}
