import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { MessageBus, QueueFull, type BusMessage } from '@tocsin/messaging';

import type { BatchEvent, BatchUnderWay } from '../../../batch/batch-under-way';
import { Persistence } from '../../../batch/persistence';
import { OpenTaps, type OpenTap } from './open-taps';
import { TapMetrics } from './tap-metrics';
import { tapQueue } from './tap-settings';

/** Well below what a message may hold. */
const MAX_BODY = 2 * 1024 ** 2;

interface Portion {
  readonly count: number;
  readonly message: BusMessage;
}

/** Puts copies of the stored events into the queue of each tap that wants them. A full queue takes none, and nobody waits for it. */
@Injectable()
export class OfferToTaps {
  constructor(
    private readonly taps: OpenTaps,
    private readonly bus: MessageBus,
    private readonly persistence: Persistence,
    private readonly metrics: TapMetrics,
  ) {}

  async run(underWay: BatchUnderWay): Promise<void> {
    await Promise.all(this.taps.all.map((tap) => this.offer(tap, underWay)));
  }

  private async offer({ name, chooses }: OpenTap, { batch, events }: BatchUnderWay): Promise<void> {
    const chosen = events.filter(({ event }) => chooses(event));
    for (const { count, message } of portions(chosen, batch.id, batch.source)) {
      this.metrics.count(name, 'offered', count);
      const isTaken = await this.persistence.untilDone(`offer events to tap ${name}`, () =>
        this.publish(name, message),
      );
      if (isTaken) continue;
      this.metrics.count(name, 'dropped', count);
      this.metrics.full(name);
    }
  }

  private async publish(name: string, message: BusMessage): Promise<boolean> {
    try {
      await this.bus.publish(tapQueue(name), message);
      return true;
    } catch (error) {
      if (error instanceof QueueFull) return false;
      throw error;
    }
  }
}

function* portions(events: readonly BatchEvent[], batchId: string, source: string): Iterable<Portion> {
  let lines: string[] = [];
  let size = 0;
  let number = 0;
  const take = (): Portion => {
    const id = createHash('sha256').update(`${batchId}\n${number}`).digest('hex').slice(0, 32);
    const headers = { source, count: String(lines.length) };
    const portion = { count: lines.length, message: { id, headers, body: Buffer.from(lines.join('')) } };
    [lines, size, number] = [[], 0, number + 1];
    return portion;
  };
  for (const { id, event } of events) {
    const line = `${JSON.stringify({ id, event })}\n`;
    if (size > 0 && size + line.length > MAX_BODY) yield take();
    lines.push(line);
    size += line.length;
  }
  if (lines.length > 0) yield take();
}
