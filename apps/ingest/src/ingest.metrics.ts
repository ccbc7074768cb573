import { Injectable } from '@nestjs/common';
import type { EventBatch } from '@tocsin/event-model';
import { Metrics } from '@tocsin/observability';

import type { RefusalCode } from './refusal';

const CONFIRM_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Figures of the front door. */
@Injectable()
export class IngestMetrics {
  private readonly events;
  private readonly batches;
  private readonly bytes;
  private readonly late;
  private readonly refused;
  private readonly unanswered;
  private readonly confirmSeconds;
  private readonly requestsInFlight;
  private readonly bytesInFlight;
  private readonly forgottenClaims;

  constructor(metrics: Metrics) {
    const bySource = ['source'] as const;
    this.events = metrics.counter(
      'tocsin_ingest_events_total',
      'Events that became durable, in the queue or in the spool.',
      bySource,
    );
    this.batches = metrics.counter('tocsin_ingest_batches_total', 'Batches that became durable.', bySource);
    this.bytes = metrics.counter('tocsin_ingest_bytes_total', 'Bytes of events that became durable.', bySource);
    this.late = metrics.counter(
      'tocsin_ingest_late_total',
      'Batches and requests kept waiting because the spool was full or failed.',
    );
    this.refused = metrics.counter('tocsin_ingest_refused_total', 'Requests not taken, by reason.', ['reason']);
    this.unanswered = metrics.counter('tocsin_ingest_unanswered_total', 'Requests taken whose sender was gone.');
    this.confirmSeconds = metrics.histogram(
      'tocsin_ingest_confirm_seconds',
      'Time from handing a new batch to the broker to its confirm.',
      CONFIRM_BUCKETS,
    );
    this.requestsInFlight = metrics.gauge('tocsin_ingest_in_flight_requests', 'Requests under way.');
    this.forgottenClaims = metrics.counter(
      'tocsin_ingest_forgotten_claims_total',
      'Batches the ledger was not told of because PostgreSQL was away too long; it learns of them from the batches.',
    );
    this.bytesInFlight = metrics.gauge('tocsin_ingest_in_flight_bytes', 'Bytes held until they are durable.');
  }

  durable(batch: EventBatch): void {
    this.events.inc({ source: batch.source }, batch.ids.length);
    this.batches.inc({ source: batch.source });
    this.bytes.inc({ source: batch.source }, batch.lines.length);
  }

  confirmed(seconds: number): void {
    this.confirmSeconds.observe(seconds);
  }

  waits(): void {
    this.late.inc();
  }

  refusal(reason: RefusalCode): void {
    this.refused.inc({ reason });
  }

  answerLost(): void {
    this.unanswered.inc();
  }

  claimsForgotten(count: number): void {
    this.forgottenClaims.inc(count);
  }

  inFlight(load: { readonly requests: number; readonly bytes: number }): void {
    this.requestsInFlight.set(load.requests);
    this.bytesInFlight.set(load.bytes);
  }
}
