import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { LRUCache } from 'lru-cache';
import { v7 } from 'uuid';

import { INGEST_OPTIONS } from '../ingest-options';
import type { IngestOptions } from '../ingest.config';
import { fingerprint, uuidFromDigest } from './event-ids';

/** What a batch keeps when it is sent again: its id, and its day for events without a time of their own. */
export interface BatchIdentity {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
}

/**
 * Knows events that are sent again without ids of their own, as shippers do that got no answer. Bounded; what it has forgotten
 * is stored twice, never lost.
 */
@Injectable()
export class ResendMemory {
  private readonly batches: LRUCache<string, BatchIdentity>;
  private readonly unanswered: LRUCache<string, readonly string[]>;
  private readonly sources: LRUCache<string, true>;
  private readonly durable: LRUCache<string, true>;

  constructor(
    @Inject(INGEST_OPTIONS) private readonly options: Pick<IngestOptions, 'resendEntries' | 'resendWindowMs'>,
    private readonly clock: Clock,
  ) {
    const bounds = {
      max: options.resendEntries,
      ttl: options.resendWindowMs,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
    };
    this.batches = new LRUCache(bounds);
    this.unanswered = new LRUCache(bounds);
    this.sources = new LRUCache(bounds);
    this.durable = new LRUCache(bounds);
  }

  /** A batch nobody can mistake for a repetition. */
  fresh(): BatchIdentity {
    const now = this.clock.now();
    return { id: v7({ msecs: now.getTime() }), receivedAt: now.toISOString() };
  }

  /**
   * The batch of this content: the one it had when it was seen within the window. The id follows from the content and the
   * current stretch of time, so that a front end that has just been started, or another one, finds it as well.
   */
  recall(digest: Buffer): BatchIdentity {
    const key = digest.toString('base64url');
    const known = this.batches.get(key);
    if (known) return known;
    const now = this.clock.now();
    const stretch = now.getTime() - (now.getTime() % this.options.resendWindowMs);
    const identity = { id: uuidFromDigest(stretch, digest), receivedAt: now.toISOString() };
    this.batches.set(key, identity);
    return identity;
  }

  /** Remembers events whose sender got no answer: some come back one by one (rsyslog), not as the batch they were. */
  leaveUnanswered(source: string, lines: readonly Buffer[], ids: readonly string[]): void {
    this.sources.set(source, true);
    for (const [index, line] of lines.entries()) {
      const id = ids[index];
      const key = fingerprint(source, line);
      if (id !== undefined) this.unanswered.set(key, [...(this.unanswered.get(key) ?? []), id]);
    }
  }

  /** Whether {@link claim} may find anything, which saves the hash of every line nearly always. */
  hasUnanswered(source: string): boolean {
    return this.sources.has(source);
  }

  /** Whether an event with this id, which follows from its shipper's own, became durable within the window. */
  isDurable(id: string): boolean {
    return this.durable.has(id);
  }

  rememberDurable(ids: readonly string[]): void {
    for (const id of ids) this.durable.set(id, true);
  }

  /** The id of an unanswered event with these bytes, given once; equal events take theirs in order. */
  claim(source: string, line: Buffer): string | undefined {
    const key = fingerprint(source, line);
    const [id, ...others] = this.unanswered.get(key) ?? [];
    if (others.length > 0) this.unanswered.set(key, others);
    else this.unanswered.delete(key);
    return id;
  }
}
