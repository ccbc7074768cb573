import { DomainError, type Alert } from '@tocsin/api-contract';

/** Somebody else was first; `current` is what they made of the alert. */
abstract class TriageConflict extends DomainError {
  readonly kind = 'conflict';
  override readonly current: object;

  constructor({ status, assignee, verdict, resolvedBy, resolvedAt, snoozedUntil, revision }: Alert, detail: string) {
    super(detail);
    this.current = { status, assignee, verdict, resolvedBy, resolvedAt, snoozedUntil, revision };
  }
}

export class AlertAlreadyAcknowledged extends TriageConflict {
  readonly code = 'alert.already_acknowledged';

  constructor(alert: Alert) {
    super(alert, `${alert.assignee?.displayName ?? 'Somebody'} has taken ${alert.number} already.`);
  }
}

export class AlertAlreadyAssigned extends TriageConflict {
  readonly code = 'alert.already_assigned';

  constructor(alert: Alert) {
    const who = alert.assignee === null ? 'Nobody' : alert.assignee.displayName;
    super(alert, `${who} has ${alert.number} now. Choose again.`);
  }
}

const AS = {
  true_positive: 'a true positive',
  false_positive: 'a false positive',
  benign: 'benign',
  duplicate: 'a duplicate',
} as const;

export class AlertAlreadyResolved extends TriageConflict {
  readonly code = 'alert.already_resolved';

  constructor(alert: Alert) {
    const { number, resolvedBy, verdict } = alert;
    const as = verdict === null ? '' : ` as ${AS[verdict]}`;
    super(alert, resolvedBy === null ? `${number} is resolved already.` : told(resolvedBy.displayName, number, as));
  }
}

export class AlertNotResolved extends TriageConflict {
  readonly code = 'alert.not_resolved';

  constructor(alert: Alert, reopenedBy: string | undefined) {
    const who = reopenedBy === undefined ? `${alert.number} is open.` : `${reopenedBy} has reopened ${alert.number}.`;
    super(alert, who);
  }
}

export class AlertAlreadySnoozed extends TriageConflict {
  readonly code = 'alert.already_snoozed';

  constructor(alert: Alert, snoozedBy: string | undefined) {
    super(alert, `${snoozedBy ?? 'Somebody'} has snoozed ${alert.number} until ${alert.snoozedUntil} already.`);
  }
}

function told(who: string, number: string, as: string): string {
  return `${who} has resolved ${number}${as} already.`;
}
