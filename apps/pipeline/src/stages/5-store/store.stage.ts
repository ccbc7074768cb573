import { Injectable } from '@nestjs/common';
import { eventDay } from '@tocsin/event-model';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { Persistence } from '../../batch/persistence';
import { PipelineMetrics } from '../../batch/pipeline-metrics';
import { AppendMerger } from './append-merger';

/** Stage 5: every event on disk once, however often its batch is delivered. What the store will never take is refused. */
@Injectable()
export class StoreStage {
  constructor(
    private readonly store: AppendMerger,
    private readonly persistence: Persistence,
    private readonly metrics: PipelineMetrics,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    const { batch, events } = underWay;
    if (events.length === 0) return;
    const identified = events.map(({ id, event }) => ({ id, day: eventDay(event, batch.receivedAt), event }));
    const outcomes = await this.persistence.untilDone('store events', () => this.store.append(identified));
    for (const [position, outcome] of outcomes.entries()) {
      if (outcome.kind !== 'rejected') underWay[outcome.kind] += 1;
      else {
        const event = events[position];
        if (event !== undefined) event.refusal = { code: 'store.rejected', reason: outcome.reason };
      }
    }
    underWay.setRefusedAside('store');
    this.metrics.fate('stored', batch.source, underWay.stored);
    this.metrics.fate('duplicate', batch.source, underWay.duplicate);
  }
}
