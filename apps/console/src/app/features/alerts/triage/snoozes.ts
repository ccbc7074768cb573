const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 90 * DAY_MS;

/** Ready-made lengths, in the order of their keys. */
export const SNOOZES: readonly { readonly label: string; end(now: Date): Date }[] = [
  { label: '1 hour', end: (now) => new Date(now.getTime() + HOUR_MS) },
  { label: 'Until tomorrow 08:00', end: tomorrowMorning },
  { label: '1 week', end: (now) => new Date(now.getTime() + 7 * DAY_MS) },
];

/** What is wrong with a time to snooze until; empty when nothing is. */
export function snoozeTrouble(until: Date, now: Date): string {
  if (Number.isNaN(until.getTime())) return 'Choose a date and a time.';
  if (until <= now) return 'That time has passed. Choose a later one.';
  return until.getTime() - now.getTime() > LONGEST_MS ? 'Choose a time within 90 days.' : '';
}

/** In the zone of the person's machine: where their morning is. */
function tomorrowMorning(now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8);
}
