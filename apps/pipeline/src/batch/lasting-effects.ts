import { Injectable } from '@nestjs/common';

import { RecordOutcome } from '../outcomes/record-outcome';
import { ParkRefused } from '../parked/park-refused';
import { StoreStage } from '../stages/5-store/store.stage';
import { ObserveStage } from '../stages/6-observe/observe.stage';
import type { BatchStep } from './batch-step';
import type { BatchUnderWay } from './batch-under-way';

/**
 * What leaves this process: events to the store, the refused to the parked events, signals to alerting, copies to the taps, and at last what became
 * of the batch. Each is known by its id where it arrives, so a worker that dies between two of them leaves nothing half done that
 * the next does not complete.
 */
@Injectable()
export class LastingEffects {
  constructor(
    private readonly store: StoreStage,
    private readonly park: ParkRefused,
    private readonly observe: ObserveStage,
    private readonly record: RecordOutcome,
  ) {}

  steps(underWay: BatchUnderWay): readonly BatchStep[] {
    return [
      { name: 'store', run: () => this.store.run(underWay) },
      { name: 'park', run: () => this.park.run(underWay) },
      { name: 'observe', run: () => this.observe.run(underWay) },
      { name: 'record', run: () => this.record.run(underWay) },
    ];
  }
}
