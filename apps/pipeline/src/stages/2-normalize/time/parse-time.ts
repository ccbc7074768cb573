import { readRfc3339 } from './rfc3339';
import { readWrittenTime, type WrittenTime } from './time-forms';
import { instantOf, offsetOf } from './zones';

/** What completes a time that does not say everything. */
export interface TimeFrame {
  /** IANA zone of times that name none. */
  readonly zone: string;
  /** Receipt in ms since 1970: a time without a year gets the one nearest to it. */
  readonly receivedAt: number;
}

const MAX_LENGTH = 64;
const EPOCH = /^(?:\d{9,19}(?:\.\d{1,9})?|\d\.\d{1,18}e\+?\d\d?)$/i;
const COMPACT = /^(?:19|20)\d{12}$/;
/** Below it is a duration, a counter or a mistake: as seconds it would be before 1973. */
const SMALLEST_EPOCH = 1e8;
const NEAREST_YEARS = [0, -1, 1];
/** For a 29 February; eight years always hold a leap year, also around 2100. */
const LEAP_YEARS = [-2, 2, -3, 3, -4, 4, -8, 8];
const FIRST_INSTANT = Date.UTC(1601, 0, 1);
const LAST_INSTANT = Date.UTC(9999, 11, 31);

/**
 * The instant a value of any form means, in ms since 1970; `undefined` when it is no time. Epochs count in s, ms, µs or ns, by
 * their size, as numbers or texts.
 */
export function parseTime(value: unknown, frame: TimeFrame): number | undefined {
  const instant =
    typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value, frame) : undefined;
  return instant !== undefined && instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : undefined;
}

function fromEpoch(epoch: number): number | undefined {
  if (!(epoch >= SMALLEST_EPOCH)) return undefined;
  if (epoch < 1e11) return Math.trunc(epoch * 1e3);
  if (epoch < 1e14) return Math.trunc(epoch);
  if (epoch < 1e17) return Math.trunc(epoch / 1e3);
  // A double holds nanoseconds to the next 256 or so; a whole millisecond may have become a little less.
  return Math.trunc(Math.round(epoch / 1e3) / 1e3);
}

function fromText(text: string, frame: TimeFrame): number | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  if (EPOCH.test(trimmed) && !COMPACT.test(trimmed)) return fromEpoch(Number(trimmed));
  const exact = readRfc3339(trimmed);
  return exact === undefined ? fromAnyForm(trimmed, frame) : complete(exact, frame);
}

/** Lines that follow each other were often written in the same second, which is all that most other forms tell. */
let last = { text: '', zone: '', receivedAt: NaN, instant: undefined as number | undefined };

function fromAnyForm(text: string, frame: TimeFrame): number | undefined {
  const { zone, receivedAt } = frame;
  if (last.text !== text || last.zone !== zone || last.receivedAt !== receivedAt) {
    const written = readWrittenTime(text);
    const instant = written === undefined ? undefined : complete(written, frame);
    last = { text, zone, receivedAt, instant };
  }
  return last.instant;
}

function complete(time: WrittenTime, frame: TimeFrame): number | undefined {
  if (time.zone !== undefined && offsetOf(time.zone) === undefined) return undefined;
  if (time.year !== undefined) return instantIn(time.year, time, frame.zone);
  const receivedIn = new Date(frame.receivedAt).getUTCFullYear();
  return nearestOf(NEAREST_YEARS, receivedIn, time, frame) ?? nearestOf(LEAP_YEARS, receivedIn, time, frame);
}

function nearestOf(years: readonly number[], around: number, time: WrittenTime, frame: TimeFrame): number | undefined {
  let nearest: number | undefined;
  for (const offset of years) {
    const instant = instantIn(around + offset, time, frame.zone);
    if (instant !== undefined && isNearer(instant, nearest, frame.receivedAt)) nearest = instant;
  }
  return nearest;
}

function isNearer(instant: number, than: number | undefined, to: number): boolean {
  return than === undefined || Math.abs(instant - to) < Math.abs(than - to);
}

/** `undefined` when that year has no such day. */
function instantIn(year: number, time: WrittenTime, zone: string): number | undefined {
  const { month, day, hour, minute, second, millisecond } = time;
  if (day > daysIn(year, month)) return undefined;
  const wallClock = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  if (time.zone === undefined) return instantOf(wallClock, zone);
  return wallClock - (offsetOf(time.zone) ?? 0) * 60_000;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}
