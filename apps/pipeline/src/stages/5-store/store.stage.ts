import { Injectable } from '@nestjs/common';
import { eventDay, stateKey, STATES, type SecurityEvent } from '@tocsin/event-model';
import type { AppendOutcome } from '@tocsin/event-store';

import type { BatchEvent, BatchUnderWay } from '../../batch/batch-under-way';
import { Persistence } from '../../batch/persistence';
import { AppendMerger } from './append-merger';

/** Stage 5: every event on disk once, however often its batch is delivered. What the store will never take is refused. */
@Injectable()
export class StoreStage {
  constructor(
    private readonly store: AppendMerger,
    private readonly persistence: Persistence,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    const { batch, events } = underWay;
    if (events.length === 0) return;
    const dayOf = (event: SecurityEvent): string =>
      stateKey(event) === undefined ? eventDay(event, batch.receivedAt) : STATES;
    const identified = events.map(({ id, event }) => ({ id, day: dayOf(event), event }));
    const outcomes = await this.persistence.untilDone('store events', () => this.store.append(identified));
    for (const [index, one] of events.entries()) {
      note(underWay, one, outcomes[index]);
      if (outcomes[index]?.kind === 'stored' && identified[index]?.day !== STATES) underWay.documents += 1;
    }
    underWay.setAside('store');
  }
}

function note({ fates }: BatchUnderWay, one: BatchEvent, outcome: AppendOutcome | undefined): void {
  if (outcome === undefined) return;
  if (outcome.kind === 'rejected') one.refusal = { code: 'store.rejected', reason: outcome.reason };
  else for (const position of [one.position, ...(one.alsoAt ?? [])]) fates.note(position, outcome.kind);
}
