import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { LRUCache } from 'lru-cache';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';

/** Acceptances of one batch that are remembered; a sender may repeat itself for hours. */
const MAX_CLAIMS = 8;

/** One acceptance of a batch. */
export interface AcceptedBatch {
  readonly claim: string;
  readonly source: string;
  readonly events: number;
}

/** A batch that was accepted; without a claim it is accepted once only. */
export interface BatchNote {
  readonly id: string;
  readonly claim: string | undefined;
  readonly source: string;
  readonly events: number;
}

interface Acceptances {
  readonly claims: readonly AcceptedBatch[];
  readonly lastAt: number;
}

/** What this front end has accepted lately, so that it can tell what is on its way from what it has never seen. Bounded. */
@Injectable()
export class AcceptedBatches {
  private readonly batches: LRUCache<string, Acceptances>;
  /** Of what was accepted later, nothing had to be forgotten. */
  private completeSince: number;

  constructor(
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'receiptEntries' | 'receiptWindowMs'>,
    private readonly clock: Clock,
  ) {
    this.completeSince = this.now();
    this.batches = new LRUCache({
      max: options.receiptEntries,
      ttl: options.receiptWindowMs,
      ttlResolution: 0,
      perf: { now: () => this.now() },
      dispose: ({ lastAt }, _, reason) => {
        if (reason === 'evict') this.completeSince = Math.max(this.completeSince, lastAt);
      },
    });
  }

  /** The batch is durable. Noting the same acceptance again changes nothing. */
  note({ id, claim = '', source, events }: BatchNote): void {
    const others = (this.batches.peek(id)?.claims ?? []).filter((other) => other.claim !== claim);
    const claims = [...others.slice(1 - MAX_CLAIMS), { claim, source, events }];
    this.batches.set(id, { claims, lastAt: this.now() });
  }

  /** The acceptances of a batch that are remembered, as far as they are of this source. */
  find(id: string, source: string): readonly AcceptedBatch[] {
    const claims = this.batches.peek(id)?.claims ?? [];
    return claims.filter((batch) => batch.source === source);
  }

  /** Everything accepted since then is remembered. */
  get since(): Date {
    return new Date(Math.max(this.completeSince, this.now() - this.options.receiptWindowMs));
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
