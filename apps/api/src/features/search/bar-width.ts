const MOST_BARS = 100;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths a person can count with, in seconds. */
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];

/** The narrowest bars, in seconds, of which no more than 100 stand side by side. Wider than half a day they are whole days. */
export function barWidth(spanMs: number): number {
  const least = spanMs / 1_000 / MOST_BARS;
  return WIDTHS.find((width) => width >= least) ?? Math.ceil(least / DAY) * DAY;
}
