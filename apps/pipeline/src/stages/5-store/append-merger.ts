import { Inject, Injectable } from '@nestjs/common';
import type { IdentifiedEvent } from '@tocsin/event-model';
import { EventStore, StoreUnavailable, type AppendOutcome } from '@tocsin/event-store';
import { JoinedWrites } from '@tocsin/messaging';

import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';

/** Joins the events of the batches that wait for the store. */
@Injectable()
export class AppendMerger {
  private readonly writes: JoinedWrites<IdentifiedEvent, AppendOutcome>;

  constructor(store: EventStore, @Inject(PIPELINE_OPTIONS) { maxAppend }: Pick<PipelineOptions, 'maxAppend'>) {
    this.writes = new JoinedWrites((events) => store.append(events), {
      maxItems: maxAppend,
      // One is being written while the next is on its way.
      maxInFlight: 2,
      isOutage: (error) => error instanceof StoreUnavailable,
    });
  }

  /** Outcomes in the order of the events. Throws what the store throws, to everyone whose events were in the same write. */
  append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]> {
    return this.writes.add(events);
  }
}
