import type { FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { BatchEvent } from '../../batch/batch-under-way';

type Words = Readonly<Record<string, FieldValue>>;

/** What a shipper may say of an event, and the text within may say otherwise. */
const FIELDS = [
  ...['source.ip', 'source.domain', 'source.port', 'destination.ip', 'destination.domain', 'destination.port'],
  ...['host.name', 'user.name'],
];

interface Told {
  /** In the order of {@link FIELDS}. */
  readonly values: readonly (FieldValue | undefined)[];
  readonly details: Words | undefined;
}

/** What the shippers of events said. */
export type ToldBefore = ReadonlyMap<SecurityEvent, Told>;

export function rememberTold(events: readonly BatchEvent[]): ToldBefore {
  return new Map(
    events.map(({ event }) => [event, { values: FIELDS.map((field) => event[field]), details: event.details }]),
  );
}

/** Puts under `details.shipper` what gave way to the words of the text within, and beside a detail the one whose name it took. */
export function keepDisplaced(events: readonly BatchEvent[], toldBefore: ToldBefore): void {
  for (const { event } of events) {
    const { values: told = [], details } = toldBefore.get(event) ?? {};
    if (details !== undefined && details !== event.details) keepDetails(event, details);
    const displaced: Record<string, FieldValue> = {};
    for (const [position, field] of FIELDS.entries()) {
      const value = told[position];
      if (value !== undefined && value !== event[field] && !isSame(value, event[field])) displaced[field] = value;
    }
    if (Object.keys(displaced).length > 0) keep(event, displaced);
  }
}

function keepDetails(event: SecurityEvent, told: Words): void {
  const details: Record<string, FieldValue> = { ...event.details };
  for (const [key, value] of Object.entries(told)) {
    if (!Object.hasOwn(details, key) || details[key] === value || isSame(details[key], value)) continue;
    let free = key;
    while (Object.hasOwn(details, free)) free += '_';
    details[free] = value;
    event.details = details;
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

function isSame(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other);
}
