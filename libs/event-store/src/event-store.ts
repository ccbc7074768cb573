import type { IdentifiedEvent, SecurityEvent } from '@tocsin/event-model';
import type { Expr } from '@tocsin/query';

/** What became of one event: in order of the events given. */
export type AppendOutcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'duplicate' }
  /** The store will never take it; park it. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Half-open span [from, to), RFC 3339. `ingested` counts by time of receipt. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
  readonly by?: 'event' | 'ingested';
}

export interface StoredEvent {
  readonly id: string;
  readonly event: SecurityEvent;
}

export interface SearchRequest {
  readonly expr: Expr;
  readonly range: TimeRange;
  /** By event time; ties by id. */
  readonly sort: 'newest' | 'oldest';
  /** At most 1,000. */
  readonly size: number;
  readonly cursor?: string;
}

export interface SearchPage {
  readonly events: readonly StoredEvent[];
  /** Exact number of all that match. */
  readonly total: number;
  /** Give it back to go on; absent on the last page. */
  readonly cursor?: string;
}

export interface GroupRequest {
  readonly expr: Expr;
  readonly range: TimeRange;
  /** Events in which one of these fields is absent are left out. */
  readonly groupBy: readonly string[];
  /** Groups with fewer events are left out. */
  readonly minCount: number;
}

export interface Group {
  /** Values of `groupBy`, in its order. */
  readonly key: readonly string[];
  readonly count: number;
  /** Event times of the first and last, RFC 3339. */
  readonly first: string;
  readonly last: string;
}

export interface HistogramRequest {
  readonly expr: Expr;
  readonly range: TimeRange;
  /** Width of a bar; whole seconds. At most 1,000 bars fit in the range. */
  readonly seconds: number;
}

export interface HistogramBar {
  /** Where it begins, a whole multiple of the width since 1970; RFC 3339. */
  readonly from: string;
  /** Exact. */
  readonly count: number;
}

export interface TopValuesRequest {
  readonly expr: Expr;
  readonly range: TimeRange;
  /** One whose values can be grouped by. */
  readonly field: string;
  /** Values wanted, at most 100. */
  readonly size: number;
  /** How long it may take, milliseconds. */
  readonly limitMs: number;
}

export interface TopValue {
  readonly value: string;
  /** Events that have it, exact. */
  readonly count: number;
}

export interface TopValues {
  /** Events that match. */
  readonly total: number;
  /** Those of them that have the field. */
  readonly events: number;
  /** Different values; undefined when there are more than 1,000. */
  readonly distinct: number | undefined;
  /** Most events first, ties by value; which of equals come last is left open. */
  readonly values: readonly TopValue[];
}

export interface StoreHealth {
  readonly isWritable: boolean;
  /** What is wrong and what to do; empty when all is well. */
  readonly detail: string;
}

/** The store is away or refuses for now: back off, keep the batch, try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** It would take longer than it may; a shorter range or a narrower question does not. */
export class SearchTooSlow extends Error {
  override readonly name = 'SearchTooSlow';

  constructor(limitMs: number) {
    super(`It would take longer than ${limitMs / 1_000} s. Ask for a shorter time or less.`);
  }
}

/** Where events rest. Every method throws {@link StoreUnavailable} when retrying makes sense, and only then. */
export abstract class EventStore {
  /**
   * Writes each event once by id within its day; a state takes the place of one that is not newer, by event time, and an older one is
   * a `duplicate`. Everything answered `stored` is on disk.
   */
  abstract append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]>;
  abstract get(id: string): Promise<StoredEvent | undefined>;
  abstract search(request: SearchRequest): Promise<SearchPage>;
  /** Every group, exact, in no order; pages through the store as far as it must. */
  abstract groups(request: GroupRequest): AsyncIterable<Group>;
  /** Events over time, oldest bar first; empty bars are left out. */
  abstract histogram(request: HistogramRequest): Promise<readonly HistogramBar[]>;
  /**
   * The most frequent values of a field, with exact counts.
   * @throws {SearchTooSlow} @throws {RangeError} for a field that cannot be grouped by.
   */
  abstract topValues(request: TopValuesRequest): Promise<TopValues>;
  /** Every event that matches, oldest first. */
  abstract scan(expr: Expr, range: TimeRange): AsyncIterable<StoredEvent>;
  /** Deletes whole days before the given UTC day (`2026-11-24`) and states that are older; answers the days. */
  abstract dropBefore(day: string): Promise<readonly string[]>;
  /** Resolves when everything appended before the call can be searched. */
  abstract refresh(): Promise<void>;
  abstract health(): Promise<StoreHealth>;
  abstract close(): Promise<void>;
}
