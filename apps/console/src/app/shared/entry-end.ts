const DAY_MS = 86_400_000;

/** How long an entry shall hold, as a person chooses it. */
export const ENDS = [
  { days: 1, label: '1 day' },
  { days: 7, label: '7 days' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: '1 year' },
  { days: 0, label: 'as the list says' },
] as const;

/** When an entry of that many days ends; none for 0. RFC 3339. */
export function endAfter(days: number, now: Date): string | null {
  return days === 0 ? null : new Date(now.getTime() + days * DAY_MS).toISOString();
}
