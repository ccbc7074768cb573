import type { CalendarUnit } from '../expr';

const DAY_MS = 86_400_000;

/** Units of a moment in UTC. @param moment in epoch milliseconds */
export const UNITS: Readonly<Record<CalendarUnit, (moment: number) => number>> = {
  minute: (moment) => new Date(moment).getUTCMinutes(),
  hour: (moment) => new Date(moment).getUTCHours(),
  day: (moment) => new Date(moment).getUTCDate(),
  week: isoWeek,
  month: (moment) => new Date(moment).getUTCMonth() + 1,
  year: (moment) => new Date(moment).getUTCFullYear(),
};

/** ISO 8601: a week belongs to the year its Thursday is in. */
function isoWeek(moment: number): number {
  const weekday = (new Date(moment).getUTCDay() + 6) % 7;
  const thursday = moment + (3 - weekday) * DAY_MS;
  const firstOfYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday - firstOfYear) / (7 * DAY_MS));
}
