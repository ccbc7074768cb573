import { fieldSpec, type FieldValue, type SecurityEvent } from '@tocsin/event-model';

import type { StoredEvent } from '../event-store';
import type { AcceptableEvent } from '../refusal';
import { isMapped, MAX_PATH_LENGTH, MAX_TERM_LENGTH, OWN_FIELDS } from './index-mapping';

type Details = Readonly<Record<string, FieldValue>>;
type Entry = [string, FieldValue];
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

function isPlain({ event, fields, json }: AcceptableEvent): boolean {
  // Nothing inside is longer than the whole.
  if (json.length > MAX_TERM_LENGTH || json.includes('\\u0000')) return false;
  return fields.every((field) => isMapped(field, event[field]));
}

/** Sorts the fields into what the index sees, what it must not see, and the whole of what it sees cut. */
function arrange(event: SecurityEvent): Fields {
  const mapped: Entry[] = [];
  const unmapped: Entry[] = [];
  const whole: Entry[] = [];
  for (const [field, value] of Object.entries(event)) {
    if (value === undefined) continue;
    const seen = isMapped(field, value) ? fitForIndex(field, value) : undefined;
    if (seen === undefined) unmapped.push([field, value]);
    else mapped.push([field, seen]);
    if (seen !== undefined && seen !== value) whole.push([field, value]);
  }
  // fromEntries, because a field may be called __proto__.
  if (unmapped.length > 0) mapped.push([OWN_FIELDS.unmapped, Object.fromEntries(unmapped)]);
  if (whole.length > 0) mapped.push([OWN_FIELDS.whole, Object.fromEntries(whole)]);
  return Object.fromEntries(mapped);
}

/** Text is indexed whole, word by word; anything else is indexed as terms, which have limits. */
function fitForIndex(field: string, value: FieldValue): FieldValue {
  return fieldSpec(field)?.type === 'text' ? value : fitTerms(value, 0);
}

/**
 * A longer term than the limit would not be indexed at all, so its beginning is. Answers the same value when it fits as it
 * is. `pathLength` is that of the keys so far.
 */
function fitTerms(value: FieldValue, pathLength: number): FieldValue {
  if (typeof value === 'string') return value.length > MAX_TERM_LENGTH ? value.slice(0, MAX_TERM_LENGTH) : value;
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? fitElements(value, pathLength) : fitDetails(value as Details, pathLength);
}

function fitElements(values: readonly FieldValue[], pathLength: number): readonly FieldValue[] {
  const fitted = values.map((value) => fitTerms(value, pathLength));
  return fitted.every((value, position) => value === values[position]) ? values : fitted;
}

function fitDetails(details: Details, pathLength: number): Details {
  const entries = Object.entries(details);
  const fitted = entries
    .filter(([key]) => pathLength + key.length <= MAX_PATH_LENGTH)
    // Elasticsearch ends a key with a NUL, so none may have one inside.
    .map(([key, value]): Entry => [key.replaceAll('\0', '␀'), fitTerms(value, pathLength + key.length)]);
  const isSame = fitted.length === entries.length && fitted.every(([key, value]) => details[key] === value);
  return isSame ? details : Object.fromEntries(fitted);
}
