/** A former day at the same time: whether the source was known then, and sent something in as long a time. */
export interface FormerDay {
  /** How many days ago. */
  readonly day: number;
  readonly isKnown: boolean;
  readonly isActive: boolean;
  /** Longest time between two of its events within some hours around this time of that day, in minutes; 0 when there was none. */
  readonly longestPause: number;
}

/** What is known of a source that is too young to have former days. */
export interface Youth {
  /** Minutes since it first sent something. */
  readonly knownMinutes: number;
  /** Minutes in which it sent something. */
  readonly activeMinutes: number;
  /** Longest time between two of them, in minutes. */
  readonly longestPause: number;
}

const LEAST_DAYS = 3;
const USUALLY = 0.9;
const YOUNG_MINUTES = 120;
const YOUNG_ACTIVE = 30;
const PATIENCE = 3;
/** So many times what it pauses at most on nearly all former days: seldom events come at random, and their pauses vary. */
const PAUSES = 2;
const NEARLY_ALL = 0.85;
const LEAST_MINUTES = 5;
const LEAST_EVENTS = 100;
const DROP = 0.2;
const LOWEST_DROP = 0.5;

/**
 * Whether a source that sent nothing for so many minutes would have sent something by now: as it did on nearly all former days of
 * the same kind at the same time. A young source is given three times its longest pause.
 */
export function isUnusualSilence(now: Date, minutes: number, days: readonly FormerDay[], youth: Youth): boolean {
  if (minutes < LEAST_MINUTES) return false;
  const comparable = comparableDays(
    now,
    days.filter(({ isKnown }) => isKnown),
  );
  if (comparable.length >= LEAST_DAYS) {
    const isUsuallyActive = comparable.filter(({ isActive }) => isActive).length >= USUALLY * comparable.length;
    return isUsuallyActive && minutes > PAUSES * usualPause(comparable);
  }
  const { knownMinutes, activeMinutes, longestPause } = youth;
  if (knownMinutes < YOUNG_MINUTES || activeMinutes < YOUNG_ACTIVE) return false;
  return minutes > PATIENCE * longestPause + LEAST_MINUTES;
}

/** The longest pause on nearly all of the days: of nine, one may be worse. */
function usualPause(days: readonly FormerDay[]): number {
  const pauses = days.map(({ longestPause }) => longestPause).toSorted((one, other) => one - other);
  return pauses[Math.ceil(NEARLY_ALL * pauses.length) - 1] ?? 0;
}

/** Events of an hour that many days ago. */
export interface FormerHour {
  readonly day: number;
  readonly events: number;
}

/** Whether an hour had much less than the same hour of former days, and what was usual; `undefined` when too little is known. */
export function judgeVolume(
  now: Date,
  events: number,
  hours: readonly FormerHour[],
): { readonly usual: number; readonly isDrop: boolean } | undefined {
  const counts = comparableDays(now, hours)
    .map((hour) => hour.events)
    .toSorted((one, other) => one - other);
  if (counts.length < LEAST_DAYS) return undefined;
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  if (median < LEAST_EVENTS) return undefined;
  return { usual: median, isDrop: events < DROP * median && events < LOWEST_DROP * (counts[0] ?? 0) };
}

/** Days of the same kind, working days or weekend, where there are enough of them; else all. */
function comparableDays<D extends { readonly day: number }>(now: Date, days: readonly D[]): readonly D[] {
  const same = days.filter(({ day }) => isWeekend(now, day) === isWeekend(now, 0));
  return same.length >= LEAST_DAYS ? same : days;
}

function isWeekend(now: Date, daysAgo: number): boolean {
  return [0, 6].includes(new Date(now.getTime() - daysAgo * 86_400_000).getUTCDay());
}
