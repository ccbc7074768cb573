import type { AlertSummary } from '@tocsin/api-contract';

/** Ready-made selections of alerts; each has an address. */
export type AlertViewId = 'open' | 'mine' | 'unassigned' | 'snoozed' | 'resolved';

/** Who looks, and when. */
export interface Viewer {
  readonly me: string | undefined;
  readonly now: Date;
}

export interface AlertView {
  readonly id: AlertViewId;
  readonly label: string;
  /** What the server is asked for; it answers with exactly the alerts of the view. */
  readonly params: Readonly<Record<string, string>>;
  /** Whether an alert belongs into the view. */
  matches(alert: AlertSummary, viewer: Viewer): boolean;
  /** Completes "12 are …". */
  readonly adjective: string;
}

export const ALERT_VIEWS: readonly AlertView[] = [
  {
    id: 'open',
    label: 'Open',
    adjective: 'open',
    params: { status: 'open' },
    matches: isOpen,
  },
  {
    id: 'mine',
    label: 'Mine',
    adjective: 'open and yours',
    params: { status: 'open', assignee: 'me' },
    matches: (alert, viewer) => isOpen(alert, viewer) && alert.assignee !== null && alert.assignee.id === viewer.me,
  },
  {
    id: 'unassigned',
    label: 'Unassigned',
    adjective: 'unassigned',
    params: { status: 'open', assignee: 'none' },
    matches: (alert, viewer) => isOpen(alert, viewer) && alert.assignee === null,
  },
  {
    id: 'snoozed',
    label: 'Snoozed',
    adjective: 'snoozed',
    params: { status: 'snoozed' },
    matches: (alert, { now }) => isSnoozed(alert, now),
  },
  {
    id: 'resolved',
    label: 'Resolved',
    adjective: 'resolved',
    params: { status: 'resolved' },
    matches: (alert) => alert.status === 'resolved',
  },
];

/** The view of that name, `undefined` when an address names one that does not exist. */
export function alertView(id: string): AlertView | undefined {
  return ALERT_VIEWS.find((view) => view.id === id);
}

/** A snooze whose time has come is over, though nobody changed the alert. */
export function isSnoozed({ status, snoozedUntil }: AlertSummary, now: Date): boolean {
  return status !== 'resolved' && snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime();
}

function isOpen(alert: AlertSummary, { now }: Viewer): boolean {
  return alert.status !== 'resolved' && !isSnoozed(alert, now);
}
