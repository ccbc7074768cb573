import type { AlertGroup, AlertPage, AlertSummary } from '@tocsin/api-contract';

import type { Problem } from '../../../core/api/problem';

/** Where a line of a grouped list stands; as `aria-*` say it. */
interface Place {
  /** Names the line for good. */
  readonly key: string;
  /** Place among all lines of the view, loaded or not, counted from 1. */
  readonly index: number;
}

export interface AlertItem extends Place {
  readonly kind: 'alert';
  readonly alert: AlertSummary;
  /** The group it is shown in. */
  readonly group?: AlertGroup;
}

export interface GroupItem extends Place {
  readonly kind: 'group';
  readonly group: AlertGroup;
  readonly isOpen: boolean;
}

/** Stands for the alerts of an open group that are not loaded. */
export interface MoreItem extends Place {
  readonly kind: 'more';
  readonly group: AlertGroup;
  readonly left: number;
  readonly problem?: Problem;
}

/** One line of the list. */
export type ListItem = AlertItem | GroupItem | MoreItem;

/** What the list says of itself as a whole. */
export type ListFacts = Pick<AlertPage, 'total' | 'asOf' | 'coveredUntil' | 'nextCursor'>;

export function groupKey({ term }: AlertGroup): string {
  return `group:${term}`;
}

export function alertItems(alerts: readonly AlertSummary[]): AlertItem[] {
  return alerts.map((alert, at) => ({ kind: 'alert', key: alert.id, index: at + 1, alert }));
}

/** Rows that moved between two fetches come twice; the first place holds. */
export function unique(alerts: readonly AlertSummary[]): AlertSummary[] {
  return [...new Map(alerts.map((alert) => [alert.id, alert] as const)).values()];
}
