import type { WrittenTime } from './time-forms';

const ZERO = 0x30;
const DATE_AND_CLOCK = 19;

/**
 * The one form nearly all shippers send, `2026-11-24T10:36:04.123+01:00`, also with a blank in the middle and without a zone, read
 * without a regular expression: this stands on the way of every event. `undefined` for every other form, which is then left to
 * the general reader.
 */
export function readRfc3339(text: string): WrittenTime | undefined {
  if (!hasItsMarks(text)) return undefined;
  const time = {
    year: digits(text, 0, 4),
    month: digits(text, 5, 2),
    day: digits(text, 8, 2),
    hour: digits(text, 11, 2),
    minute: digits(text, 14, 2),
    second: digits(text, 17, 2),
  };
  const zoneAt = zoneStart(text);
  const zone = text.slice(zoneAt);
  const isFine = isInRange(time) && (zone === '' || zone === 'Z' || /^[+-]\d\d:\d\d$/.test(zone));
  const millisecond = isFine ? milliseconds(text, zoneAt) : 0;
  return isFine ? { ...time, millisecond, zone: zone === '' ? undefined : zone } : undefined;
}

function hasItsMarks(text: string): boolean {
  return (
    text.length >= DATE_AND_CLOCK &&
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    (text.charCodeAt(10) === 0x54 || text.charCodeAt(10) === 0x20) &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a
  );
}

/** NaN when there is anything but digits. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let position = from; position < from + count; position += 1) {
    const digit = text.charCodeAt(position) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Where the zone starts: after the seconds, or after their fraction. */
function zoneStart(text: string): number {
  if (text[DATE_AND_CLOCK] !== '.') return DATE_AND_CLOCK;
  let position = DATE_AND_CLOCK + 1;
  while (!Number.isNaN(digits(text, position, 1))) position += 1;
  return position;
}

function milliseconds(text: string, zoneAt: number): number {
  const kept = Math.min(3, zoneAt - DATE_AND_CLOCK - 1);
  return kept <= 0 ? 0 : digits(text, DATE_AND_CLOCK + 1, kept) * 10 ** (3 - kept);
}

function isInRange(time: Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>>): boolean {
  const { year, month, day, hour, minute, second } = time;
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
}
