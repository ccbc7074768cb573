const DAY_MS = 86_400_000;

/** When a new key ends, as a form offers it: days from now; empty for never. */
export const KEY_ENDS = [
  { days: '', words: 'never' },
  { days: '30', words: 'in 30 days' },
  { days: '90', words: 'in 90 days' },
  { days: '365', words: 'in a year' },
] as const;

export function endAfter(days: string, now: Date): string | null {
  return days === '' ? null : new Date(now.getTime() + Number(days) * DAY_MS).toISOString();
}
