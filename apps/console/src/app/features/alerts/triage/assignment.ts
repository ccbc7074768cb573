import type { AlertSummary } from '@tocsin/api-contract';

/** Whom to give an alert to; nobody is a choice too. */
export interface Assignment {
  readonly to: AlertSummary['assignee'];
}
