import type { ListKind, Risk } from '@tocsin/api-contract';
import type { Level } from '@tocsin/event-model';

/** An open alert as the risk sees it. */
export interface OpenAlert {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly lastAt: Date;
}

/** A list that an entity stands on. */
export interface OnList {
  readonly list: string;
  readonly kind: ListKind;
}

const POINTS: Readonly<Record<Level, number>> = { critical: 40, high: 25, medium: 10, low: 3, informational: 1 };
const HALVES_IN_DAYS = 7;
const DAY_MS = 86_400_000;
const HIGHEST = 100;

/** Points for standing on a list of a kind; several lists of a kind count once. */
const LISTED: Partial<Record<ListKind, { readonly points: number; readonly what: string }>> = {
  threat_indicator: { points: 15, what: 'a threat feed names it' },
  watchlist: { points: 10, what: 'it stands on a watchlist' },
  vip: { points: 10, what: 'key staff: more depends on it' },
};

export const RISK_FORMULA =
  'Each open alert counts by severity (critical 40, high 25, medium 10, low 3, informational 1) and halves every 7 days ' +
  'since its last signal; resolved ones count 0. Threat feeds add 15, watchlists 10, key staff 10. The sum stops at 100.';

/** SQL of what an open alert counts now; the same as {@link alertPoints}. */
export function alertPointsSql(now: string): string {
  const cases = Object.entries(POINTS).map(([level, points]) => `WHEN '${level}' THEN ${points}`);
  const days = `greatest(0, extract(epoch FROM ${now}::timestamptz - last_at))::float8 / 86400`;
  return `(CASE severity ${cases.join(' ')} END * power(0.5::float8, ${days} / ${HALVES_IN_DAYS}))`;
}

/** The score in short: points of open alerts, and the lists. */
export function riskScore(alertSum: number, lists: readonly OnList[]): number {
  return Math.min(HIGHEST, Math.round(alertSum + listParts(lists).reduce((sum, { points }) => sum + points, 0)));
}

/** When it is asked, and the open alerts beyond those that are named. */
export interface RiskFrame {
  readonly now: Date;
  readonly more?: { readonly count: number; readonly points: number };
}

/** The score with its reasons. */
export function explainRisk(
  alerts: readonly OpenAlert[],
  lists: readonly OnList[],
  { now, more = { count: 0, points: 0 } }: RiskFrame,
): Risk {
  const ofAlerts = alerts.map(({ number, title, severity, lastAt }) => ({
    points: alertPoints(severity, lastAt, now),
    what: `${number} ${title}, ${severity}`,
    alert: number,
    list: null,
  }));
  const rest =
    more.count === 0 ? [] : [{ points: more.points, what: `${more.count} more open alerts`, alert: null, list: null }];
  const alertSum = [...ofAlerts, ...rest].reduce((sum, { points }) => sum + points, 0);
  const parts = [...ofAlerts, ...rest, ...listParts(lists)].sort((one, other) => other.points - one.points);
  return {
    score: riskScore(alertSum, lists),
    parts: parts.map((part) => ({ ...part, points: rounded(part.points) })),
    lowers: lowers(alertSum, parts),
    formula: RISK_FORMULA,
  };
}

function lowers(alertSum: number, parts: Risk['parts']): Risk['lowers'] {
  const acts = parts.flatMap(({ points, alert, list }) => {
    if (alert !== null) return [{ points, what: `Resolve ${alert}` }];
    return list === null ? [] : [{ points, what: `Take it off ${list}` }];
  });
  const wait = alertSum === 0 ? [] : [{ points: alertSum / 2, what: `${HALVES_IN_DAYS} days without a new signal` }];
  return [...acts, ...wait]
    .sort((one, other) => other.points - one.points)
    .slice(0, 10)
    .map(({ points, what }) => ({ points: rounded(points), what }));
}

function listParts(lists: readonly OnList[]): Risk['parts'] {
  return Object.entries(LISTED).flatMap(([kind, { points, what }]) => {
    const names = lists.filter((one) => one.kind === kind).map(({ list }) => list);
    return names.length === 0 ? [] : [{ points, what, alert: null, list: [...new Set(names)].join(', ') }];
  });
}

function alertPoints(severity: Level, lastAt: Date, now: Date): number {
  const days = Math.max(0, now.getTime() - lastAt.getTime()) / DAY_MS;
  return POINTS[severity] * 0.5 ** (days / HALVES_IN_DAYS);
}

function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}
