import { fieldSpec, type FieldValue, type SecurityEvent } from '@tocsin/event-model';

import type { StoredEvent } from '../event-store';
import type { AcceptableEvent } from '../refusal';
import { isMapped, MAX_TERM_LENGTH, OWN_FIELDS } from './index-mapping';

type Details = Readonly<Record<string, FieldValue>>;
type Fields = Record<string, FieldValue | undefined>;

/** The event as one line of JSON for the index: as given, with its id spliced in front. */
export function encodeDocument(item: AcceptableEvent): string {
  const json = isPlain(item) ? item.json : JSON.stringify(arrange(item.event));
  return `{"${OWN_FIELDS.id}":${JSON.stringify(item.id)},${json.slice(1)}`;
}

/** The event exactly as it was given. */
export function decodeDocument(source: SecurityEvent): StoredEvent {
  const { [OWN_FIELDS.id]: ownId, [OWN_FIELDS.unmapped]: unmapped, [OWN_FIELDS.whole]: whole, ...event } = source;
  const id = ownId as string;
  if (unmapped === undefined && whole === undefined) return { id, event };
  return { id, event: { ...event, ...(whole as Fields | undefined), ...(unmapped as Fields | undefined) } };
}

function isPlain({ event, json }: AcceptableEvent): boolean {
  if (json.length > MAX_TERM_LENGTH) return false;
  for (const field in event) if (!isMapped(field, event[field])) return false;
  return true;
}

/** Sorts the fields into what the index sees, what it must not see, and the whole of what it sees cut. */
function arrange(event: SecurityEvent): Fields {
  const mapped: [string, FieldValue][] = [];
  const unmapped: [string, FieldValue][] = [];
  const whole: [string, FieldValue][] = [];
  for (const [field, value] of Object.entries(event)) {
    if (value === undefined) continue;
    const seen = isMapped(field, value) ? cutForIndex(field, value) : undefined;
    if (seen === undefined) unmapped.push([field, value]);
    else mapped.push([field, seen]);
    if (seen !== undefined && seen !== value) whole.push([field, value]);
  }
  // fromEntries, because a field may be called __proto__.
  if (unmapped.length > 0) mapped.push([OWN_FIELDS.unmapped, Object.fromEntries(unmapped)]);
  if (whole.length > 0) mapped.push([OWN_FIELDS.whole, Object.fromEntries(whole)]);
  return Object.fromEntries(mapped);
}

/** Text is indexed whole, word by word; a longer term than the limit would not be indexed at all, so its beginning is. */
function cutForIndex(field: string, value: FieldValue): FieldValue {
  return fieldSpec(field)?.type === 'text' ? value : cutLongText(value);
}

/** The same value when there is nothing to cut. */
function cutLongText(value: FieldValue): FieldValue {
  if (typeof value === 'string') return value.length > MAX_TERM_LENGTH ? value.slice(0, MAX_TERM_LENGTH) : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return cutElements(value as readonly FieldValue[]);
  const cut = Object.entries(value as Details).map(([key, child]): [string, FieldValue] => [key, cutLongText(child)]);
  return cut.some(([key, child]) => child !== (value as Details)[key]) ? Object.fromEntries(cut) : value;
}

function cutElements(values: readonly FieldValue[]): readonly FieldValue[] {
  const cut = values.map(cutLongText);
  return cut.some((element, position) => element !== values[position]) ? cut : values;
}
