import { lengthOf } from './span';

const DAY_MS = 86_400_000;

/** Which clock a person reads: days begin and times are meant there. */
export type Zone = 'utc' | 'local';

const NOW = /^now$/i;
const AGO = /^-\s?(\d{1,4}\s?[smhdw])$/i;
const DAY = /^(today|yesterday|\d{4}-\d\d-\d\d)(?:[ T]+(\d{1,2}:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/i;
const CLOCK = /^\d{1,2}:\d\d(?::\d\d)?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * A time as people write it: `now`, `-4h`, `yesterday 18:00`, `18:00` (of today), `2026-11-24 12:04:37`, or RFC 3339 with its
 * offset. A day alone is its beginning. `undefined` when it is none of these.
 */
export function readTime(text: string, now: Date, zone: Zone): Date | undefined {
  const words = text.trim();
  if (NOW.test(words)) return now;
  const [, ago] = AGO.exec(words) ?? [];
  if (ago !== undefined) return valid(new Date(now.getTime() - (lengthOf(ago) ?? NaN)));
  if (WITH_OFFSET.test(words)) return valid(new Date(words.replace(/\s(?=\d\d:)/, 'T').replace(/\s/g, '')));
  if (CLOCK.test(words)) return at(dayOf(now, zone), words, zone);
  const [, day, clock = '00:00'] = DAY.exec(words) ?? [];
  return day === undefined ? undefined : at(namedDay(day.toLowerCase(), now, zone), clock, zone);
}

/** The time as {@link readTime} reads it, to the second. */
export function writeTime(time: string, zone: Zone): string {
  const moment = new Date(time);
  const shift = zone === 'utc' ? 0 : moment.getTimezoneOffset() * 60_000;
  return new Date(moment.getTime() - shift).toISOString().slice(0, 19).replace('T', ' ');
}

/** The span that ends now and is meant by its beginning, as the address has it: `-4h` is `4h`. */
export function lastOf(from: string, to: string): string | undefined {
  if (to.trim() !== '' && !NOW.test(to.trim())) return undefined;
  const [, ago] = AGO.exec(from.trim()) ?? [];
  const last = ago?.replace(/\s/g, '').toLowerCase();
  return last !== undefined && lengthOf(last) !== undefined && !last.endsWith('s') ? last : undefined;
}

function namedDay(name: string, now: Date, zone: Zone): string {
  if (name === 'today') return dayOf(now, zone);
  if (name !== 'yesterday') return name;
  // From noon: a day of 23 or 25 hours is one day all the same.
  const noon = at(dayOf(now, zone), '12:00', zone)?.getTime() ?? now.getTime();
  return dayOf(new Date(noon - DAY_MS), zone);
}

function dayOf(time: Date, zone: Zone): string {
  return writeTime(time.toISOString(), zone).slice(0, 10);
}

function at(day: string, clock: string, zone: Zone): Date | undefined {
  const time = valid(new Date(`${day}T${clock.replace(/^\d:/, '0$&')}${zone === 'utc' ? 'Z' : ''}`));
  // The parser takes a 30 February for 2 March.
  return time !== undefined && dayOf(time, zone) === day ? time : undefined;
}

function valid(time: Date): Date | undefined {
  return Number.isNaN(time.getTime()) ? undefined : time;
}
