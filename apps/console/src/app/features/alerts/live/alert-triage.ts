import { inject, Service, signal } from '@angular/core';
import type { Account, Alert, AlertSummary } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertApi, summaryOf } from './alert-api';
import { AlertFeed } from './alert-feed';

type Patch = Partial<Pick<AlertSummary, 'status' | 'assignee' | 'verdict' | 'snoozedUntil' | 'tags'>>;

/** Something to do with an alert. */
export interface Deed {
  readonly verb: string;
  readonly body?: object;
  /** How the alert looks when it is done; shown at once. */
  readonly patch: Patch;
  /** Completes "A-17 was not …". */
  readonly done: string;
}

interface Pending {
  readonly patch: Patch;
  /** Revision of the alert that the person saw; what is newer is truer than the patch. */
  readonly revision: number;
}

/** Commands on alerts: shown at once, confirmed silently, taken back with the reason when the server says no. */
@Service()
export class AlertTriage {
  private readonly api = inject(AlertApi);
  private readonly feed = inject(AlertFeed);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  /** What the server has not yet confirmed, by id of the alert. */
  private readonly pending = signal<ReadonlyMap<string, Pending>>(new Map());

  /** The alert as the person should see it: newest known state, with what they just did laid over it. */
  view<T extends AlertSummary>(alert: T): T {
    const current = this.feed.current(alert);
    const mine = this.pending().get(alert.id);
    return mine === undefined || current.revision > mine.revision ? current : { ...current, ...mine.patch };
  }

  canTake(alert: AlertSummary): boolean {
    const { status, assignee } = this.view(alert);
    const isFree = assignee === null || (assignee.id === this.session.account()?.id && status === 'new');
    return status !== 'resolved' && isFree && this.session.may('alert.acknowledge');
  }

  /** Takes the alert: it is in progress and mine. Does nothing when it cannot be taken. */
  async take(alert: AlertSummary): Promise<void> {
    const me = this.session.account();
    if (me === undefined || !this.canTake(alert)) return;
    await this.attempt(alert, {
      verb: 'acknowledge',
      patch: { status: 'in_progress', assignee: personOf(me) },
      done: 'taken',
    });
  }

  /** Does it, and answers the alert as it is then; `undefined` when the server said no, and the person was told why. */
  async attempt(alert: AlertSummary, deed: Deed): Promise<Alert | undefined> {
    const { revision } = this.feed.current(alert);
    this.pending.update((pending) => new Map(pending).set(alert.id, { patch: deed.patch, revision }));
    try {
      const answer = await this.api.act(alert.number, deed.verb, deed.body);
      this.feed.learn([summaryOf(answer)]);
      return answer;
    } catch (error) {
      await this.explain(alert, deed, error);
      return undefined;
    } finally {
      this.pending.update((pending) => new Map([...pending].filter(([id]) => id !== alert.id)));
    }
  }

  private async explain(alert: AlertSummary, deed: Deed, error: unknown): Promise<void> {
    const problem = toProblem(error);
    // Signing in again says enough.
    if (problem.status === 401) return;
    const words = `${alert.number} was not ${deed.done}. ${problem.detail}`;
    if (problem.status !== 409) {
      this.toasts.failed(words, { label: 'Try again', run: () => void this.attempt(alert, deed) });
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
}

function personOf({ id, username, displayName }: Account): NonNullable<AlertSummary['assignee']> {
  return { id, username, displayName };
}
