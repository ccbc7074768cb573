import { STATES, type FieldValue, type IdentifiedEvent, type SecurityEvent } from '@tocsin/event-model';

import { dateOf, expectedInstead } from './field-checks';

/** Elasticsearch takes ids up to here. */
const MAX_ID_BYTES = 512;
/** Far above what a line may be, far below what an engine can hold in one document. */
const MAX_EVENT_CHARACTERS = 8 * 1024 ** 2;
/** Deeper than any real log; the engines' parsers give up a little later. */
export const MAX_DEPTH = 64;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Control characters, and halves of surrogate pairs, which no engine can keep as text. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** An event that every store can take, with what was worked out on the way. */
export interface AcceptableEvent extends IdentifiedEvent {
  /** Event time in milliseconds. */
  readonly at: number;
  /** Time of receipt in milliseconds, when the event has one. */
  readonly ingested: number | undefined;
  /** Names of its fields. */
  readonly fields: readonly string[];
  /** The event as JSON. */
  readonly json: string;
}

/** Why no store will ever take the event, for the person who looks at it in `parked`. */
export interface Refusal {
  readonly refused: string;
}

/**
 * Decides before any engine is asked whether an event can be stored, by the same measure for every engine: what one store
 * would take and the other refuse could not be moved between the sizes.
 */
export function examine(item: IdentifiedEvent): AcceptableEvent | Refusal {
  const { id, day, event } = item;
  const at = dateOf(event['@timestamp']);
  const ingested = dateOf(event['event.ingested']);
  if (!isStorableId(id)) return { refused: `the id needs 1 to ${MAX_ID_BYTES} bytes without control characters` };
  // Nearly always the event's own day, which is one when its time is one.
  const isOwnDay = day.length === 10 && at !== undefined && event['@timestamp'].startsWith(day);
  if (!isOwnDay && day !== STATES && !isDay(day))
    return { refused: 'the day is not one of the calendar, written like 2026-11-24' };
  if (at === undefined) return { refused: '@timestamp: expected one time like 2026-11-24T10:00:00.000Z' };
  if (ingested === undefined && (event['event.ingested'] ?? undefined) !== undefined)
    return { refused: 'event.ingested: expected one time like 2026-11-24T10:00:00.000Z' };
  const fields = Object.keys(event);
  const problem = fieldProblem(event, fields);
  if (problem !== undefined) return { refused: problem };
  const json = jsonOf(event);
  if (json === undefined) return { refused: 'the event holds a value that JSON cannot express' };
  if (json.length > MAX_EVENT_CHARACTERS)
    return { refused: `the event has ${json.length} characters, more than ${MAX_EVENT_CHARACTERS}` };
  return { id, day, event, at, ingested, fields, json };
}

/** Undefined for what no parsed line holds and a plug-in may still put there: a big integer, an object that fails to describe itself. */
function jsonOf(event: SecurityEvent): string | undefined {
  try {
    return JSON.stringify(event);
  } catch {
    return undefined;
  }
}

/** Whether every engine can keep it as a key. */
export function isStorableId(id: string): boolean {
  const isShort = id.length <= MAX_ID_BYTES && Buffer.byteLength(id) <= MAX_ID_BYTES;
  return id.length > 0 && isShort && !UNSTORABLE.test(id);
}

/** A day of the calendar like `2026-11-24`. */
export function isDay(day: string): boolean {
  return DAY.test(day) && dateOf(`${day}T00:00:00.000Z`) !== undefined;
}

function fieldProblem(event: SecurityEvent, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = event[field];
    if (value === undefined) continue;
    const expected = expectedInstead(field, value);
    if (expected !== undefined) return `${field}: expected ${expected}`;
    if (isDeeperThan(value, MAX_DEPTH)) return `${field}: nested deeper than ${MAX_DEPTH} levels`;
  }
  return undefined;
}

function isDeeperThan(value: FieldValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  const children: readonly FieldValue[] = Array.isArray(value) ? value : Object.values(value);
  for (const child of children) if (isDeeperThan(child, depth - 1)) return true;
  return false;
}
