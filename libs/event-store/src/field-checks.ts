import { isIP } from 'node:net';

import { FIELDS, type FieldType, type FieldValue } from '@tocsin/event-model';

interface FieldCheck {
  readonly accepts: (value: FieldValue) => boolean;
  readonly expected: string;
}

const isScalar = (value: FieldValue) => typeof value !== 'object';

/** One value of each type as every engine takes it; what an engine would silently convert is not taken. */
const CHECKS: Readonly<Record<FieldType, FieldCheck>> = {
  keyword: { accepts: isScalar, expected: 'text, a number or true/false' },
  text: { accepts: isScalar, expected: 'text, a number or true/false' },
  ip: {
    // A zone ("%eth0") means something on one host only, and no engine indexes it.
    accepts: (value) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%'),
    expected: 'an IP address',
  },
  date: { accepts: (value) => dateOf(value) !== undefined, expected: 'a time like 2026-11-24T10:00:00.000Z' },
  long: {
    accepts: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 63,
    expected: 'a whole number of 64 bits',
  },
  double: { accepts: (value) => typeof value === 'number' && Number.isFinite(value), expected: 'a number' },
  boolean: { accepts: (value) => typeof value === 'boolean', expected: 'true or false' },
  geo_point: { accepts: isGeoPoint, expected: 'an object with lat and lon in degrees' },
  flattened: { accepts: (value) => typeof value === 'object' && !Array.isArray(value), expected: 'an object' },
};

/** The two times every store reads by itself; they are examined apart, as they may not be arrays. */
const TIMES: ReadonlySet<string> = new Set(['@timestamp', 'event.ingested']);

const CHECK_OF: ReadonlyMap<string, FieldCheck> = new Map(
  FIELDS.filter(({ name }) => !TIMES.has(name)).map((field) => [field.name, CHECKS[field.type]]),
);

/**
 * What the field should hold when it holds something else; `undefined` when all is well, the field is none of ours, or one
 * of the times of the event.
 */
export function expectedInstead(field: string, value: FieldValue): string | undefined {
  const check = CHECK_OF.get(field);
  if (check === undefined || value === null) return undefined;
  const isFine = Array.isArray(value)
    ? (value as readonly FieldValue[]).every((element) => element === null || acceptsOne(check, element))
    : check.accepts(value);
  return isFine ? undefined : check.expected;
}

function acceptsOne(check: FieldCheck, element: FieldValue): boolean {
  return !Array.isArray(element) && check.accepts(element);
}

const UTC_TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}\.\d{3}Z$/;
const YEAR_1 = Date.parse('0001-01-01T00:00:00Z');

/**
 * Milliseconds of a time as events carry it: RFC 3339, UTC, three decimals, years 1 to 9999; `undefined` for anything else.
 * One form, because its order as text is then its order in time.
 */
export function dateOf(value: FieldValue | undefined): number | undefined {
  if (typeof value !== 'string' || !UTC_TIME.test(value)) return undefined;
  const at = Date.parse(value);
  return at >= YEAR_1 && isInCalendar(value, at) ? at : undefined;
}

/** The parser takes a 30 February for 2 March; the engines do not. */
function isInCalendar(value: string, at: number): boolean {
  const day = Number(value.slice(8, 10));
  return day <= 28 || day === new Date(at).getUTCDate();
}

function isGeoPoint(value: FieldValue): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const { lat, lon } = value as { readonly [key: string]: FieldValue };
  return isWithin(lat, 90) && isWithin(lon, 180);
}

function isWithin(degrees: FieldValue | undefined, limit: number): boolean {
  return typeof degrees === 'number' && Math.abs(degrees) <= limit;
}
