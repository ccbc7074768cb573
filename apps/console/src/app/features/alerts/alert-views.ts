import type { AlertSummary } from '@tocsin/api-contract';

/** Ready-made selections of alerts; each has an address. */
export type AlertViewId = 'open' | 'mine' | 'unassigned' | 'resolved';

export interface AlertView {
  readonly id: AlertViewId;
  readonly label: string;
  /** What the server is asked for. */
  readonly params: Readonly<Record<string, string>>;
  /** True when that is all the view shows; otherwise the console chooses among what it gets, and counts only what it has seen. */
  readonly isExact: boolean;
  /** Whether an alert belongs into the view. */
  matches(alert: AlertSummary, me: string | undefined): boolean;
  /** Completes "12 are …". */
  readonly adjective: string;
}

export const ALERT_VIEWS: readonly AlertView[] = [
  {
    id: 'open',
    label: 'Open',
    adjective: 'open',
    params: { status: 'open' },
    isExact: true,
    matches: (alert) => alert.status !== 'resolved',
  },
  {
    id: 'mine',
    label: 'Mine',
    adjective: 'open and yours',
    params: { status: 'in_progress' },
    isExact: false,
    matches: (alert, me) => alert.status !== 'resolved' && alert.assignee !== null && alert.assignee.id === me,
  },
  {
    id: 'unassigned',
    label: 'Unassigned',
    adjective: 'unassigned',
    params: { status: 'open' },
    isExact: false,
    matches: (alert) => alert.status !== 'resolved' && alert.assignee === null,
  },
  {
    id: 'resolved',
    label: 'Resolved',
    adjective: 'resolved',
    params: { status: 'resolved' },
    isExact: true,
    matches: (alert) => alert.status === 'resolved',
  },
];

/** The view of that name, `undefined` when an address names one that does not exist. */
export function alertView(id: string): AlertView | undefined {
  return ALERT_VIEWS.find((view) => view.id === id);
}
