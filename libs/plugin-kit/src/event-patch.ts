import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { FieldWriter } from './field-writer';

type Details = Record<string, FieldValue>;

const DETAILS = 'details.';
const NOTES = 'tocsin.notes';
/** Enough to understand an event, too few to flood the store. */
const MAX_NOTES = 20;

/**
 * Sets the fields of a patch on an event, all or none. `details.x` sets the key `x` of details; notes are added to those the
 * event has.
 * @returns whether there was anything to set.
 * @throws {UndeclaredWrite | WrongType}
 */
export function applyPatch(event: SecurityEvent, patch: EventPatch, writer: FieldWriter): boolean {
  for (const field in patch) writer.check(field, patch[field]);
  let isChanged = false;
  let hasOwnDetails = false;
  for (const field in patch) {
    const value = patch[field];
    if (value === undefined) continue;
    if (field.startsWith(DETAILS)) {
      // Details may be the record itself, which others still read.
      if (!hasOwnDetails) event.details = { ...detailsOf(event) };
      hasOwnDetails = true;
    }
    setField(event, field, value);
    isChanged = true;
  }
  return isChanged;
}

/** Adds a note to an event, for people; at most 20 are kept. */
export function addNote(event: SecurityEvent, note: string): void {
  const notes = event[NOTES];
  const kept = Array.isArray(notes) ? (notes as readonly FieldValue[]) : [];
  if (kept.length < MAX_NOTES) event[NOTES] = [...kept, note];
}

function setField(event: SecurityEvent, field: string, value: FieldValue): void {
  if (field === NOTES) for (const note of Array.isArray(value) ? value : [value]) addNote(event, String(note));
  else if (field.startsWith(DETAILS)) setDetail(event, field.slice(DETAILS.length), value);
  // Not `delete`: it would cost every later reader of the event its fast path. Absent and undefined are one to all of them.
  else event[field] = value === null ? undefined : value;
}

function setDetail(event: SecurityEvent, key: string, value: FieldValue): void {
  const details = event.details as Details;
  // An assignment to `__proto__` would change what the object is instead of what it holds.
  if (key === '__proto__')
    Object.defineProperty(details, key, { value, enumerable: true, writable: true, configurable: true });
  else details[key] = value;
}

/** Details that a plug-in made something else of stay, as their message. */
function detailsOf({ details }: SecurityEvent): Details {
  const given = details as FieldValue | undefined;
  if (given === undefined || given === null) return {};
  return typeof given === 'object' && !Array.isArray(given) ? (given as Details) : { message: given };
}
