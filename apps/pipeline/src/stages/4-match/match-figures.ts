import { Injectable } from '@nestjs/common';
import type { Signal } from '@tocsin/event-model';
import { RuleCounts } from '@tocsin/rules';

import { PipelineMetrics } from '../../batch/pipeline-metrics';

/** Counts what rules matched, once it is stored and handed on. */
@Injectable()
export class MatchFigures {
  constructor(
    private readonly metrics: PipelineMetrics,
    private readonly counts: RuleCounts,
  ) {}

  handedOn(signals: readonly Signal[]): void {
    this.metrics.handedOn(signals.length);
    for (const { rule } of signals) this.counts.add(rule.id, { isShadow: false });
  }

  /** @param ruleIds once for each event that matched. */
  stayedInShadow(ruleIds: readonly string[]): void {
    for (const id of ruleIds) this.counts.add(id, { isShadow: true });
  }
}
