import { Injectable } from '@nestjs/common';

import type { BatchUnderWay } from '../batch/batch-under-way';
import { Persistence } from '../batch/persistence';
import { PipelineMetrics } from '../batch/pipeline-metrics';
import { ParkedEvents } from './parked-events';

/** Puts the refused lines of a batch, bytes and reason, where people find them. */
@Injectable()
export class ParkRefused {
  constructor(
    private readonly parked: ParkedEvents,
    private readonly persistence: Persistence,
    private readonly metrics: PipelineMetrics,
  ) {}

  async run({ batch, lines, refused }: BatchUnderWay): Promise<void> {
    if (refused.length === 0) return;
    const receivedAt = new Date(batch.receivedAt);
    const events = refused.map(({ position, stage, refusal }) => ({
      batchId: batch.id,
      position,
      eventId: batch.ids[position] ?? '',
      source: batch.source,
      stage,
      reasonCode: refusal.code,
      reason: refusal.reason,
      bytes: lines[position] ?? Buffer.alloc(0),
      receivedAt,
    }));
    await this.persistence.untilDone('park events', () => this.parked.park(events));
    this.metrics.park(refused);
  }
}
