import { Injectable } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';

import type { SpoolUsage } from './spool';

/** Figures of the spool. */
@Injectable()
export class SpoolMetrics {
  private readonly batches;
  private readonly events;
  private readonly bytes;
  private readonly maxBytes;
  private readonly takes;
  private readonly appendedBatches;
  private readonly replayedBatches;
  private readonly corruptSegments;

  constructor(metrics: Metrics) {
    this.batches = metrics.gauge('tocsin_ingest_spool_batches', 'Batches that wait in the spool.');
    this.events = metrics.gauge('tocsin_ingest_spool_events', 'Events that wait in the spool.');
    this.bytes = metrics.gauge('tocsin_ingest_spool_bytes', 'Bytes of disk the spool uses.');
    this.maxBytes = metrics.gauge(
      'tocsin_ingest_spool_max_bytes',
      'Bytes of disk the spool may use; 0: there is none.',
    );
    this.takes = metrics.gauge('tocsin_ingest_spool_available', '1 while the spool can take events, else 0.');
    this.appendedBatches = metrics.counter('tocsin_ingest_spool_appended_total', 'Batches written to the spool.');
    this.replayedBatches = metrics.counter(
      'tocsin_ingest_spool_replayed_total',
      'Batches the broker took from the spool.',
    );
    this.corruptSegments = metrics.counter(
      'tocsin_ingest_spool_corrupt_total',
      'Files of the spool in which something could not be read; they are kept as *.corrupt.',
    );
  }

  appended(): void {
    this.appendedBatches.inc();
  }

  replayed(batches: number): void {
    this.replayedBatches.inc(batches);
  }

  corrupt(): void {
    this.corruptSegments.inc();
  }

  state(usage: SpoolUsage, isAvailable: boolean): void {
    this.batches.set(usage.batches);
    this.events.set(usage.events);
    this.bytes.set(usage.bytes);
    this.maxBytes.set(usage.maxBytes);
    this.takes.set(isAvailable ? 1 : 0);
  }
}
