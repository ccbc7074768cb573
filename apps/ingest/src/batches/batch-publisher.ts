import { Injectable } from '@nestjs/common';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { BusUnavailable, EVENTS_QUEUE, MessageBus, QueueFull } from '@tocsin/messaging';

import { IngestMetrics } from '../ingest.metrics';
import { Refusal } from '../refusal';

/** Hands batches to the broker. */
@Injectable()
export class BatchPublisher {
  constructor(
    private readonly bus: MessageBus,
    private readonly metrics: IngestMetrics,
  ) {}

  /**
   * Resolves when the batch is durable.
   * @throws {Refusal} when it is not, or when nobody can tell.
   */
  async publish(batch: EventBatch): Promise<void> {
    const started = performance.now();
    const { id, source, dialect } = batch;
    try {
      await this.bus.publish(EVENTS_QUEUE, { id, headers: { source, dialect }, body: encodeBatch(batch) });
    } catch (error) {
      throw refusalOf(error);
    }
    this.metrics.confirmed(batch, (performance.now() - started) / 1_000);
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof QueueFull) {
    const { retryAfterMs } = error;
    return new Refusal('broker.full', 'The queue is full. Send the same again later.', { retryAfterMs, cause: error });
  }
  if (error instanceof BusUnavailable) {
    const { retryAfterMs } = error;
    return new Refusal('broker.unavailable', 'The broker does not confirm. Send the same again later.', {
      retryAfterMs,
      cause: error,
    });
  }
  return new Refusal('unexpected', 'The events could not be queued. Send the same again later.', { cause: error });
}
