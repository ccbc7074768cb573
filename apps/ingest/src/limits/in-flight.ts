import { Inject, Injectable } from '@nestjs/common';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { IngestMetrics } from '../ingest.metrics';
import { Refusal } from '../refusal';
import type { SourceLimits } from '../shippers/shippers';
import type { EventRate } from './event-rates';
import { Patience } from './patience';
import { WakeUps } from './wake-ups';

export type InFlightLimits = Pick<
  IngestOptions,
  'maxRequests' | 'maxRequestsPerSource' | 'maxBytes' | 'maxBytesPerSource' | 'patienceMs'
>;

/** What a source may have under way instead of what every source may. */
export type OwnLimits = Partial<Pick<SourceLimits, 'maxRequests' | 'maxBytes'>>;

interface Load {
  requests: number;
  bytes: number;
}

interface SourceLoad extends Load {
  maxBytes: number;
}

/**
 * Keeps what is under way within bounds, in total and for each source, so that neither memory nor the other sources suffer
 * from one that sends too much.
 */
@Injectable()
export class InFlight {
  private readonly total: Load = { requests: 0, bytes: 0 };
  private readonly sources = new Map<string, SourceLoad>();
  private readonly changes = new WakeUps();

  constructor(
    @Inject(INGEST_OPTIONS) private readonly limits: InFlightLimits,
    private readonly metrics: IngestMetrics,
  ) {}

  /**
   * @param rate how many events the source may send; by default as many as it likes.
   * @throws {Refusal} when no more requests are taken now.
   */
  admit(source: string, own: OwnLimits = {}, rate?: EventRate): Permit {
    const load = this.sources.get(source) ?? { requests: 0, bytes: 0, maxBytes: 0 };
    load.maxBytes = own.maxBytes ?? this.limits.maxBytesPerSource;
    if (this.total.requests >= this.limits.maxRequests) throw tooManyRequests('of all sources together');
    if (load.requests >= (own.maxRequests ?? this.limits.maxRequestsPerSource)) throw tooManyRequests('of this source');
    load.requests += 1;
    this.total.requests += 1;
    this.sources.set(source, load);
    this.metrics.inFlight(this.total);
    return new Permit(this, source, new Patience(this.limits.patienceMs), rate);
  }

  /** Whether bytes of this source have to wait. */
  isCrowded(source: string): boolean {
    const load = this.sources.get(source);
    return this.total.bytes >= this.limits.maxBytes || (load !== undefined && load.bytes >= load.maxBytes);
  }

  /** Negative when bytes are gone. */
  hold(source: string, bytes: number): void {
    const load = this.sources.get(source);
    if (load) load.bytes += bytes;
    this.total.bytes += bytes;
    this.metrics.inFlight(this.total);
    if (bytes < 0) this.changes.wake();
  }

  end(source: string): void {
    this.total.requests -= 1;
    this.metrics.inFlight(this.total);
    const load = this.sources.get(source);
    if (!load) return;
    load.requests -= 1;
    if (load.requests === 0) this.sources.delete(source);
  }

  /** @throws {Refusal} when there is no room in time. */
  async room(source: string, patience: Patience): Promise<void> {
    const started = performance.now();
    while (this.isCrowded(source)) {
      const left = patience.leftMs - (performance.now() - started);
      if (left <= 0) {
        throw new Refusal('busy.bytes', 'Too much is waiting for the broker. Send the same again later.');
      }
      await this.changes.wait(left);
    }
    patience.spend(performance.now() - started);
  }
}

/** What one admitted request holds. */
export class Permit {
  /** Bytes of the body that are in no batch yet. */
  private arrived = 0;
  /** Bytes of the body that stay although batches leave. */
  private kept = 0;

  constructor(
    private readonly inFlight: InFlight,
    readonly source: string,
    readonly patience: Patience,
    private readonly rate: EventRate | undefined,
  ) {}

  get isCrowded(): boolean {
    return this.inFlight.isCrowded(this.source) || (this.rate?.debtMs ?? 0) > 0;
  }

  /** @throws {Refusal} when there is no room in time; a source that is only too fast is slowed down. */
  async room(): Promise<void> {
    await this.inFlight.room(this.source, this.patience);
    await this.rate?.slowDown();
  }

  arrive(bytes: number): void {
    this.arrived += bytes;
    this.inFlight.hold(this.source, bytes);
  }

  /** The bytes that arrived so far stay until the request is over. */
  keep(): void {
    this.kept += this.arrived;
    this.arrived = 0;
  }

  /** The bytes that arrived so far become a batch of that size, which is held until the returned function is called. */
  batchLeaves(bytes: number, events: number): () => void {
    this.rate?.charge(events);
    this.inFlight.hold(this.source, bytes - this.arrived);
    this.arrived = 0;
    return () => this.inFlight.hold(this.source, -bytes);
  }

  /** The request is over; nothing of it may be under way. */
  release(): void {
    this.inFlight.hold(this.source, -this.arrived - this.kept);
    this.arrived = 0;
    this.kept = 0;
    this.inFlight.end(this.source);
  }
}

function tooManyRequests(whose: string): Refusal {
  return new Refusal('busy.requests', `Too many requests ${whose} are under way. Send the same again later.`);
}
