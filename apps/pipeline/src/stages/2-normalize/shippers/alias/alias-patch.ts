import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { TimeFrame } from '../../time/parse-time';
import { PLACES } from './key-meaning';
import { RecordReading, type Candidate, type Leftover } from './record-reading';
import type { Fields } from './slots';

type Patch = Record<string, FieldValue>;

/** What the table of aliases makes of a record; whatever it has no name for is under `details`. */
export function aliasPatch(
  record: Readonly<Record<string, unknown>>,
  event: SecurityEvent,
  frame: TimeFrame,
): Patch & EventPatch {
  const reading = new RecordReading(frame);
  reading.read(record as Readonly<Record<string, FieldValue>>);
  const patch: Patch = {};
  setFields(patch, reading);
  keepTags(patch, event);
  clearProcess(patch, event);
  if (reading.leftovers.length > 0) patch['details'] = detailsOf(reading.leftovers);
  if (reading.notes.length > 0) patch['tocsin.notes'] = reading.notes;
  return patch;
}

/** What a value is meant for before what follows from others, so that the order of keys decides nothing. */
function setFields(patch: Patch, reading: RecordReading): void {
  const misplaced: Candidate[] = [];
  const furtherReaching: Candidate[] = [];
  for (const candidate of reading.winners.values()) {
    const { name } = candidate.alias.slot;
    const meant = candidate.fields[name];
    if (meant === undefined) misplaced.push(candidate);
    else patch[name] = meant;
    if (meant !== undefined && hasOthers(candidate.fields, name)) furtherReaching.push(candidate);
  }
  for (const candidate of misplaced) setElsewhere(patch, candidate, reading);
  // Backwards by name: a facility as told comes before one worked out from the priority.
  furtherReaching.sort((a, b) => (a.alias.slot.name < b.alias.slot.name ? 1 : -1));
  for (const { fields } of furtherReaching) for (const field in fields) patch[field] ??= fields[field] as FieldValue;
}

/** The source's own tags stay beside those of the event. */
function keepTags(patch: Patch, event: SecurityEvent): void {
  const own = listOf(event['tags']);
  const given = listOf(patch['tags']);
  if (own && given) patch['tags'] = [...new Set([...own, ...given])];
}

/** The process of a header around the record is not the one that the record names. */
function clearProcess(patch: Patch, event: SecurityEvent): void {
  const name = patch['process.name'];
  const isOther = name !== undefined && name !== event['process.name'];
  if (isOther && patch['process.pid'] === undefined && event['process.pid'] !== undefined) patch['process.pid'] = null;
}

function listOf(value: unknown): readonly FieldValue[] | undefined {
  return Array.isArray(value) ? (value as readonly FieldValue[]).filter((one) => typeof one === 'string') : undefined;
}

function hasOthers(fields: Fields, name: string): boolean {
  for (const field in fields) if (field !== name) return true;
  return false;
}

/** A host name where an address should be, or an address that only stands in. */
function setElsewhere(patch: Patch, candidate: Candidate, { leftovers, notes }: RecordReading): void {
  const { alias, fields, raw, key, place } = candidate;
  const { standsInFor } = alias.slot;
  const [field, value] = Object.entries(fields)[0] as [string, FieldValue];
  const target = standsInFor !== undefined && patch[standsInFor] === undefined ? standsInFor : field;
  const isFree = patch[target] === undefined;
  if (isFree) patch[target] = value;
  if (isFree && standsInFor === undefined) notes.push(`"${key}" does not fit ${alias.slot.name}; kept in ${target}`);
  if (!isFree || standsInFor !== undefined) leftovers.push({ key, place, value: raw });
}

function detailsOf(leftovers: Leftover[]): Patch {
  const details: Patch = {};
  for (const { key, place, value } of leftovers.sort(byPlace)) setOwn(details, freeKey(details, key, place), value);
  return details;
}

function byPlace(one: Leftover, other: Leftover): number {
  return one.place - other.place || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

/** Two values of one name from different places: the second is named with its place. */
function freeKey(details: Patch, key: string, place: number): string {
  let free = key;
  if (Object.hasOwn(details, free)) free = `${place >= PLACES.fields ? 'fields' : 'details'}.${key}`;
  while (Object.hasOwn(details, free)) free += '_';
  return free;
}

/** An assignment to `__proto__` would change what the object is instead of what it holds. */
function setOwn(target: Patch, key: string, value: FieldValue): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
