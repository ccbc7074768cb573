import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { BatchEvent } from '../../batch/batch-under-way';

type Words = Readonly<Record<string, FieldValue>>;

/** What a shipper may say of an event, and the text within may say otherwise. */
const FIELDS = [
  ...['source.ip', 'source.domain', 'source.port', 'destination.ip', 'destination.domain', 'destination.port'],
  ...['host.name', 'user.name'],
];

/** What the shippers of events said, in the order of {@link FIELDS}. */
export type ToldBefore = ReadonlyMap<SecurityEvent, readonly (FieldValue | undefined)[]>;

export function rememberTold(events: readonly BatchEvent[]): ToldBefore {
  return new Map(events.map(({ event }) => [event, FIELDS.map((field) => event[field])]));
}

/** Puts under `details.shipper` what gave way to the words of the text within. */
export function keepDisplaced(events: readonly BatchEvent[], toldBefore: ToldBefore): void {
  for (const { event } of events) {
    const told = toldBefore.get(event) ?? [];
    const displaced: Record<string, FieldValue> = {};
    for (const [position, field] of FIELDS.entries()) {
      const value = told[position];
      if (value !== undefined && value !== event[field] && !isSameList(value, event[field])) displaced[field] = value;
    }
    if (Object.keys(displaced).length > 0) keep(event, displaced);
  }
}

/** Beside what the shipper said of a line with a header of its own. */
function keep(event: SecurityEvent, displaced: Words): void {
  const details = event.details ?? {};
  const shipper: unknown = details['shipper'];
  const isWords = typeof shipper === 'object' && shipper !== null && !Array.isArray(shipper);
  let key = 'shipper';
  while (!isWords && Object.hasOwn(details, key)) key += '_';
  event.details = { ...details, [key]: isWords ? { ...displaced, ...(shipper as Words) } : displaced };
}

function isSameList(one: FieldValue, other: FieldValue | undefined): boolean {
  return Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other);
}
