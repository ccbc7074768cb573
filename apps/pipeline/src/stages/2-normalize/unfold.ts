import type { Unwrapping } from '@tocsin/plugin-kit';

import type { BatchEvent } from '../../batch/batch-under-way';

/**
 * The events of the records inside the records. A line of several becomes as many events, with ids that follow from the line's, so
 * that a redelivery makes the same.
 */
export function unfold(events: readonly BatchEvent[], unwrapping: Unwrapping): readonly BatchEvent[] {
  let unfolded: BatchEvent[] | undefined;
  for (const [index, one] of events.entries()) {
    const pieces = piecesOf(one, unwrapping);
    if (pieces !== undefined) unfolded ??= events.slice(0, index);
    if (unfolded !== undefined) unfolded.push(...(pieces ?? [one]));
  }
  unwrapping.end();
  return unfolded ?? events;
}

/** `undefined` when nothing is around the record. */
export function piecesOf(one: BatchEvent, unwrapping: Unwrapping): BatchEvent[] | undefined {
  const { record, ...context } = one.context;
  const records = unwrapping.unwrap(one, record, context);
  if (records.length === 1 && records[0] === record) return undefined;
  const idOf = (n: number): string => (records.length === 1 ? one.id : `${one.id}.${n + 1}`);
  return records.map((piece, n) => ({
    ...one,
    id: idOf(n),
    event: unwrapping.copyOf(one.event),
    context: { ...context, record: piece },
  }));
}
