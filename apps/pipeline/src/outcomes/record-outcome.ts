import { Injectable } from '@nestjs/common';
import { accountedFor } from '@tocsin/ledger';

import type { BatchUnderWay } from '../batch/batch-under-way';
import { Persistence } from '../batch/persistence';
import { PipelineMetrics } from '../batch/pipeline-metrics';
import { LastSeen } from '../last-seen/last-seen';
import { OutcomeMerger } from './outcome-merger';

/** Something lost sight of an event. The batch must not end as if all were well: it is delivered again, then set aside. */
export class UnaccountedEvents extends Error {
  override readonly name = 'UnaccountedEvents';
}

/** Notes what became of a batch, for the ledger and for whoever asks with its receipt. */
@Injectable()
export class RecordOutcome {
  constructor(
    private readonly outcomes: OutcomeMerger,
    private readonly persistence: Persistence,
    private readonly metrics: PipelineMetrics,
    private readonly lastSeen: LastSeen,
  ) {}

  /** @throws {UnaccountedEvents} */
  async run({ batch, events, fates, documents }: BatchUnderWay): Promise<void> {
    const { id: batchId, claim = '', source } = batch;
    const counts = { batchId, claim, source, ...fates.counts() };
    const sightings = this.lastSeen.sightingsOf(events);
    const receivedAt = new Date(batch.receivedAt);
    const outcome = { ...counts, events: batch.ids.length, receivedAt, documents, sightings };
    if (accountedFor(counts) !== outcome.events)
      throw new UnaccountedEvents(
        `Of the ${outcome.events} events of batch ${batchId}, ${accountedFor(counts)} are accounted for.`,
      );
    // What is tried again was counted when it was parked, and is counted anew when it leaves there.
    if (batch.retries !== undefined) return;
    await this.persistence.untilDone('record outcomes', () => this.outcomes.record(outcome));
    this.lastSeen.remember(sightings);
    this.metrics.fates(counts, source);
  }
}
