import type { EventStore, StoredEvent } from '@tocsin/event-store';
import type { Expr } from '@tocsin/query';

const SOURCE = 'tocsin.source';

/** Half-open range of times of receipt. */
export type Span = readonly [from: Date, to: Date];

/** Fewer events than that say nothing about a source as a whole. */
export const LEAST_EVENTS = 100;
/** So many are enough to tell that something known is over, or is not. */
export const ENOUGH_TO_END = 20;

/** Events by source. @throws {StoreUnavailable} */
export async function countsBySource(store: EventStore, expr: Expr, span: Span): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const { key, count } of store.groups({ expr, range: rangeOf(span), groupBy: [SOURCE], minCount: 1 }))
    counts.set(key[0] ?? '', count);
  return counts;
}

/** Some of the oldest and some of the newest events of a source. @throws {StoreUnavailable} */
export async function samplesOf(
  store: EventStore,
  source: string,
  span: Span,
  size: number,
): Promise<readonly StoredEvent[]> {
  const expr: Expr = { kind: 'equals', field: SOURCE, value: source, cased: true };
  const [oldest, newest] = [
    await store.search({ expr, range: rangeOf(span), sort: 'oldest', size }),
    await store.search({ expr, range: rangeOf(span), sort: 'newest', size }),
  ];
  return [...oldest.events, ...newest.events];
}

export function rangeOf([from, to]: Span) {
  return { from: from.toISOString(), to: to.toISOString(), by: 'ingested' } as const;
}

export function exists(field: string): Expr {
  return { kind: 'exists', field };
}
