import type { AlertSummary } from '@tocsin/api-contract';

import type { Zone } from '../../../core/preferences/preferences';
import { listTime } from '../../../core/time/format-time';

/** Widths in characters go in steps, so that one longer value does not move the columns by a hair. */
const ENTITY_STEPS = [15, 20, 26, 32, 40];
const TIME_STEPS = [8, 15, 19];

/**
 * Template of the list's columns: selected, severity, time, title, entity, events, who. Times and entities get what the longest of
 * them needs, so that none is cut; an entity of more than 40 characters is, and the preview shows all of it.
 */
export function listColumns(alerts: readonly AlertSummary[], zone: Zone, now: Date): string {
  // A time needs more room the older it is, so the oldest speaks for all.
  const oldest = alerts.reduce<string | undefined>(
    (at, { lastAt }) => (at !== undefined && at < lastAt ? at : lastAt),
    undefined,
  );
  const time = step(TIME_STEPS, oldest ? listTime(new Date(oldest), zone, now).length : 0);
  const entity = step(ENTITY_STEPS, longestEntity(alerts));
  // 0.44rem and 0.45rem: one tabular figure of the reading font, one character of the mono font, at their sizes.
  return `1.5rem 1.75rem ${time * 0.44 + 1.1}rem minmax(8rem, 1fr) ${entity * 0.45 + 0.8}rem 3.5rem 2.5rem`;
}

function longestEntity(alerts: readonly AlertSummary[]): number {
  return alerts.reduce((length, alert) => Math.max(length, alert.entity?.value.length ?? 0), 0);
}

function step(steps: readonly number[], length: number): number {
  return steps.find((value) => length <= value) ?? Math.max(...steps);
}
