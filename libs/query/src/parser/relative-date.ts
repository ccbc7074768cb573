/** A stretch of time, as its first and last millisecond of the epoch. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

const RELATIVE = /^now((?:[+-]\d{0,6}[yMwdhHms])*)(?:\/([yMwdhHms]))?$/;
const STEP = /([+-])(\d*)([yMwdhHms])/g;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIXED: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, H: HOUR, d: DAY, w: 7 * DAY };

/**
 * What Elasticsearch's date math says, in UTC: `now`, `now-15m`, `now-1M+2d`; `now/d`, which is the whole day. `undefined` for
 * any other text and for years that no date is written with.
 */
export function relativeSpan(text: string, now: Date): Span | undefined {
  const match = RELATIVE.exec(text);
  if (!match) return undefined;
  let moment = now;
  for (const [, sign, amount, unit] of match[1]!.matchAll(STEP)) {
    moment = later(moment, Number(`${sign}${amount || 1}`), unit!);
  }
  const span = match[2] === undefined ? spanOf(moment, moment) : wholeUnit(moment, match[2]);
  return Object.values(span).every(isWritable) ? span : undefined;
}

function wholeUnit(moment: Date, unit: string): Span {
  const start = startOf(moment, unit);
  return spanOf(start, new Date(later(start, 1, unit).getTime() - 1));
}

function spanOf(first: Date, last: Date): Span {
  return { first: first.getTime(), last: last.getTime() };
}

function later(moment: Date, amount: number, unit: string): Date {
  const fixed = FIXED[unit];
  return fixed === undefined
    ? monthsLater(moment, amount * (unit === 'y' ? 12 : 1))
    : new Date(moment.getTime() + amount * fixed);
}

/** A month after the 31st of January is the last of February. */
function monthsLater(moment: Date, months: number): Date {
  const moved = new Date(moment);
  moved.setUTCMonth(moved.getUTCMonth() + months, 1);
  const last = new Date(moved);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  moved.setUTCDate(Math.min(moment.getUTCDate(), last.getUTCDate()));
  return moved;
}

/** Weeks begin on Monday. */
function startOf(moment: Date, unit: string): Date {
  const fixed = FIXED[unit];
  if (fixed !== undefined && unit !== 'w') return new Date(Math.floor(moment.getTime() / fixed) * fixed);
  const start = new Date(moment);
  start.setUTCHours(0, 0, 0, 0);
  if (unit === 'w') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  else start.setUTCMonth(unit === 'y' ? 0 : start.getUTCMonth(), 1);
  return start;
}

function isWritable(moment: number): boolean {
  const year = new Date(moment).getUTCFullYear();
  return year >= 0 && year <= 9_999;
}
