import { inject, Service, signal } from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertDialogs } from '../triage/alert-dialogs';

/** Making exceptions, wherever an alert is shown. */
@Service()
export class AlertExceptions {
  private readonly dialogs = inject(AlertDialogs);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly count = signal(0);

  /** Grows with each one made here: whoever shows them looks again. */
  readonly made = this.count.asReadonly();

  get mayMake(): boolean {
    return this.session.may('rule.manage');
  }

  async make(alert: AlertSummary): Promise<void> {
    const made = await this.dialogs.makeException(alert);
    if (made === undefined) return;
    this.count.update((count) => count + 1);
    this.toasts.done(`The rule of ${alert.number} leaves it out from now on. It stands on the page of the alert.`);
  }
}
