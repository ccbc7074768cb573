import { Injectable } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';

import type { BatchStep } from './batch-step';
import type { RefusedLine } from './batch-under-way';
import type { FateCounts } from './line-fates';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Figures of the pipeline. */
@Injectable()
export class PipelineMetrics {
  private readonly events;
  private readonly parked;
  private readonly dropped;
  private readonly signals;
  private readonly batches;
  private readonly seconds;
  private readonly stepSeconds;
  private readonly backlogs;

  constructor(metrics: Metrics) {
    this.events = metrics.counter('tocsin_pipeline_events_total', 'Events by what became of them.', ['fate', 'source']);
    this.parked = metrics.counter('tocsin_pipeline_parked_total', 'Events parked, by stage and reason.', [
      'stage',
      'code',
    ]);
    this.dropped = metrics.counter('tocsin_pipeline_dropped_total', 'Events dropped, by rule.', ['rule', 'source']);
    this.signals = metrics.counter('tocsin_pipeline_signals_total', 'Signals handed on.');
    this.batches = metrics.counter('tocsin_pipeline_batches_total', 'Batches, by how they ended.', ['end']);
    this.seconds = metrics.histogram('tocsin_pipeline_batch_seconds', 'Time from delivery to end of a batch.', SECONDS);
    this.stepSeconds = metrics.counter('tocsin_pipeline_step_seconds_total', 'Time spent in each step.', ['step']);
    this.backlogs = metrics.gauge(
      'tocsin_pipeline_backlog_batches',
      'Batches that wait at the broker of a front end; no number while it is not known.',
      ['broker'],
    );
  }

  /** What became of the lines of a batch. */
  fates({ stored, duplicate, parked, dropped }: FateCounts, source: string): void {
    for (const [fate, count] of Object.entries({ stored, duplicate, parked }))
      if (count > 0) this.events.inc({ fate, source }, count);
    for (const [rule, count] of Object.entries(dropped)) {
      this.events.inc({ fate: 'dropped', source }, count);
      this.dropped.inc({ rule, source }, count);
    }
  }

  park(lines: readonly RefusedLine[]): void {
    for (const { stage, refusal } of lines) this.parked.inc({ stage, code: refusal.code });
  }

  handedOn(signals: number): void {
    this.signals.inc(signals);
  }

  step(step: BatchStep['name'], seconds: number): void {
    this.stepSeconds.inc({ step }, seconds);
  }

  /** @param batches null when nobody can tell. */
  backlog(broker: string, batches: number | null): void {
    this.backlogs.set({ broker }, batches ?? Number.NaN);
  }

  batchEnded(end: 'ack' | 'retry' | 'park', seconds: number): void {
    this.batches.inc({ end });
    this.seconds.observe(seconds);
  }
}
