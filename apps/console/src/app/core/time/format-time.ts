import type { Zone } from '../preferences/preferences';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly clock: string;
  readonly millis: string;
  readonly offset: string;
}

/** As lists show it: `12:04:37` today, `23 Nov 12:04:37` this year, `2025-11-23 12:04:37` otherwise. */
export function listTime(at: Date, zone: Zone, now: Date): string {
  const parts = partsOf(at, zone);
  const today = partsOf(now, zone);
  if (parts.year !== today.year) return `${isoDay(parts)} ${parts.clock}`;
  if (parts.month === today.month && parts.day === today.day) return parts.clock;
  return `${parts.day} ${MONTHS[parts.month] ?? ''} ${parts.clock}`;
}

/** Everything about one moment: date, milliseconds, the other zone, how long ago. */
export function fullTime(at: Date, zone: Zone, now: Date): string {
  const other: Zone = zone === 'utc' ? 'local' : 'utc';
  return `${exactTime(at, zone)} · ${exactTime(at, other)} · ${ago(at, now)}`;
}

/** `2026-11-24 12:04:37.412 UTC`, or with the offset of the browser's zone: `… +01:00`. */
export function exactTime(at: Date, zone: Zone): string {
  const parts = partsOf(at, zone);
  return `${isoDay(parts)} ${parts.clock}.${parts.millis} ${parts.offset}`;
}

/** As the status line shows the clock: `Tue 24 Nov 12:04:37`. */
export function clockTime(at: Date, zone: Zone): string {
  const parts = partsOf(at, zone);
  return `${DAYS[parts.weekday] ?? ''} ${parts.day} ${MONTHS[parts.month] ?? ''} ${parts.clock}`;
}

/** Name of the zone as the status line says it: `UTC`, or the offset in force at that moment. */
export function zoneName(at: Date, zone: Zone): string {
  return partsOf(at, zone).offset;
}

/** `23 min ago`, `in 5 min`; the unit is the largest that gives at least one. */
export function ago(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (seconds === 0) return 'now';
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

/** A length of time in one unit: `42 s`, `23 min`, `5 h`, `3 d`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

function partsOf(at: Date, zone: Zone): Parts {
  // A date shifted by the offset and read as UTC gives the local fields without a second set of getters.
  const minutes = zone === 'utc' ? 0 : -at.getTimezoneOffset();
  const shifted = new Date(at.getTime() + minutes * 60_000);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth(),
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    clock: shifted.toISOString().slice(11, 19),
    millis: shifted.toISOString().slice(20, 23),
    offset: zone === 'utc' ? 'UTC' : offsetName(minutes),
  };
}

function isoDay({ year, month, day }: Parts): string {
  return `${year}-${two(month + 1)}-${two(day)}`;
}

function offsetName(minutes: number): string {
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
