import { inject, Service, signal } from '@angular/core';
import type { Account, AlertSummary } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertApi } from './alert-api';
import { AlertFeed } from './alert-feed';

/** Commands on alerts: shown at once, confirmed silently, taken back with the reason when the server says no. */
@Service()
export class AlertTriage {
  private readonly api = inject(AlertApi);
  private readonly feed = inject(AlertFeed);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  /** Ids of alerts that the server has not yet confirmed to be mine. */
  private readonly taking = signal<ReadonlySet<string>>(new Set());

  /** The alert as the person should see it: newest known state, with what they just did laid over it. */
  view<T extends AlertSummary>(alert: T): T {
    const current = this.feed.current(alert);
    const me = this.session.account();
    if (me === undefined || !this.taking().has(alert.id) || current.assignee !== null) return current;
    return { ...current, status: 'in_progress', assignee: personOf(me) };
  }

  canTake(alert: AlertSummary): boolean {
    return this.view(alert).status === 'new' && this.session.may('alert.acknowledge');
  }

  /** Takes the alert: it is in progress and mine. Does nothing when it cannot be taken. */
  async take(alert: AlertSummary): Promise<void> {
    if (!this.canTake(alert)) return;
    this.mark(alert.id, true);
    try {
      this.feed.learn([await this.api.acknowledge(alert.number)]);
    } catch (error) {
      await this.explain(alert, error);
    } finally {
      this.mark(alert.id, false);
    }
  }

  private async explain(alert: AlertSummary, error: unknown): Promise<void> {
    const problem = toProblem(error);
    // Signing in again says enough.
    if (problem.status === 401) return;
    const words = `${alert.number} was not taken. ${problem.detail}`;
    if (problem.status !== 409) {
      this.toasts.failed(words, { label: 'Try again', run: () => void this.take(alert) });
      return;
    }
    this.toasts.failed(words);
    await this.look(alert);
  }

  /** Shows who has it, also when the message that somebody took it is still on its way. */
  private async look(alert: AlertSummary): Promise<void> {
    try {
      this.feed.learn([await this.api.summary(alert.number)]);
    } catch {
      // The words of the refusal are on the screen already, and the change itself still comes by message.
    }
  }

  private mark(id: string, isTaking: boolean): void {
    this.taking.update((taking) => {
      const next = new Set(taking);
      if (isTaking) next.add(id);
      else next.delete(id);
      return next;
    });
  }
}

function personOf({ id, username, displayName }: Account): NonNullable<AlertSummary['assignee']> {
  return { id, username, displayName };
}
