import { Injectable } from '@nestjs/common';
import type { EventBatch } from '@tocsin/event-model';
import { ParkedEvents, type ParkedEvent, type RefusedAgain, type Unparked } from '@tocsin/parked';

import type { BatchUnderWay, RefusedLine } from '../batch/batch-under-way';
import { Persistence } from '../batch/persistence';
import { PipelineMetrics } from '../batch/pipeline-metrics';
import { ParkedCap } from './parked-cap';

/** Named in the ledger: what is refused beyond `pipeline.parkedPerSource`. */
const CAP_RULE = 'parked-cap';

/** Puts the refused lines of a batch, bytes and reason, where people find them; and takes from there what was tried again with success. */
@Injectable()
export class ParkRefused {
  constructor(
    private readonly parked: ParkedEvents,
    private readonly persistence: Persistence,
    private readonly metrics: PipelineMetrics,
    private readonly cap: ParkedCap,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    const { retries } = underWay.batch;
    if (retries !== undefined) await this.settleRetries(underWay, retries);
    else if (underWay.refused.length > 0) await this.park(underWay);
  }

  private async park(underWay: BatchUnderWay): Promise<void> {
    const { batch, refused, fates } = underWay;
    const { room, twins } = await this.persistence.untilDone('park events', async () => {
      const some = await this.cap.roomOf(batch.source, refused.length);
      const events = refused.slice(0, some).map((line) => parkedEventOf(underWay, line));
      return { room: events.length, twins: await this.parked.park(events) };
    });
    for (const { position } of refused.slice(room)) fates.dropRefused(position, CAP_RULE);
    // Accepted twice and parked once: it leaves there once, too.
    for (const { position } of twins) fates.meetsTwin(position);
    this.metrics.park(refused.slice(0, room));
  }

  private async settleRetries({ refused, fates }: BatchUnderWay, retries: readonly string[]): Promise<void> {
    const again = refused.map(({ position, stage, refusal }): RefusedAgain => {
      return { id: retries[position] ?? '', stage, reasonCode: refusal.code, reason: refusal.reason };
    });
    const gone = retries.flatMap((id, position): Unparked[] => {
      const fate = fates.of(position);
      if (fate === undefined || fate === 'parked') return [];
      return [{ id, fate, rule: fates.ruleOf(position) }];
    });
    await this.persistence.untilDone('settle what was tried again', async () => {
      if (again.length > 0) await this.parked.parkAgain(again);
      await this.parked.unpark(gone);
    });
  }
}

function parkedEventOf({ batch, lines }: BatchUnderWay, { position, stage, refusal }: RefusedLine): ParkedEvent {
  return {
    batchId: batch.id,
    position,
    eventId: batch.ids[position] ?? '',
    source: batch.source,
    stage,
    reasonCode: refusal.code,
    reason: refusal.reason,
    bytes: lines[position] ?? Buffer.alloc(0),
    receivedAt: new Date(batch.receivedAt),
    claim: batch.claim ?? '',
    head: headOf(batch),
  };
}

function headOf({ dialect, frontend, zone, tags, application }: EventBatch): ParkedEvent['head'] {
  return {
    dialect,
    frontend,
    ...(zone === undefined ? {} : { zone }),
    ...(tags === undefined ? {} : { tags }),
    ...(application === undefined ? {} : { application }),
  };
}
