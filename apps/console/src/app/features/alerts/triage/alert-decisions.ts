import { inject, Service, signal } from '@angular/core';
import type { AlertSummary, ResolveAlert } from '@tocsin/api-contract';

import { Toasts } from '../../../core/toasts/toasts';
import { outcomeInWords } from '../alert-detail/status-words';
import { AlertTriage, type Deed } from '../live/alert-triage';
import type { TagWish } from './tag-words';

type Person = AlertSummary['assignee'];

/** What was done last, and can be taken back. */
export interface Undo {
  readonly label: string;
  run(): void;
}

/** Decisions about alerts, with their words and the way back. */
@Service()
export class AlertDecisions {
  private readonly toasts = inject(Toasts);
  private readonly triage = inject(AlertTriage);
  private readonly last = signal<Undo | undefined>(undefined);
  /** The last resolve, snooze or assignment, until it is undone. */
  readonly undo = this.last.asReadonly();

  async resolve(alert: AlertSummary, wish: ResolveAlert): Promise<void> {
    const patch = { status: 'resolved', verdict: wish.verdict, snoozedUntil: null } as const;
    const answer = await this.triage.attempt(alert, { verb: 'resolve', body: wish, patch, done: 'resolved' });
    if (answer === undefined) return;
    const open = alert.assignee === null ? 'new' : 'in_progress';
    const body = { resolvedAt: answer.resolvedAt };
    this.offer(alert, `${alert.number} is ${outcomeInWords(wish)}.`, {
      verb: 'reopen',
      body,
      patch: { status: open, verdict: null },
      done: 'reopened',
    });
  }

  async reopen(alert: AlertSummary): Promise<void> {
    const patch = { status: alert.assignee === null ? 'new' : 'in_progress', verdict: null } as const;
    await this.triage.attempt(alert, { verb: 'reopen', patch, done: 'reopened' });
  }

  async snooze(alert: AlertSummary, until: string): Promise<void> {
    const body = { until };
    const patch = { snoozedUntil: until };
    const answer = await this.triage.attempt(alert, { verb: 'snooze', body, patch, done: 'snoozed' });
    if (answer === undefined) return;
    const back = { verb: 'unsnooze', body, patch: { snoozedUntil: null }, done: 'brought back' };
    this.offer(alert, `${alert.number} is snoozed.`, back);
  }

  async unsnooze(alert: AlertSummary): Promise<void> {
    await this.triage.attempt(alert, { verb: 'unsnooze', patch: { snoozedUntil: null }, done: 'brought back' });
  }

  async assign(alert: AlertSummary, to: Person): Promise<void> {
    const answer = await this.triage.attempt(alert, handOver(alert.assignee, to));
    if (answer === undefined) return;
    const words = to === null ? `Nobody has ${alert.number} now.` : `${to.displayName} has ${alert.number} now.`;
    this.offer(alert, words, handOver(to, alert.assignee));
  }

  async comment(alert: AlertSummary, text: string): Promise<void> {
    await this.triage.attempt(alert, { verb: 'comments', body: { text }, patch: {}, done: 'commented' });
  }

  async tag(alert: AlertSummary, { add, remove }: TagWish): Promise<void> {
    const tags = [...new Set([...alert.tags.filter((tag) => !remove.includes(tag)), ...add])].sort();
    await this.triage.attempt(alert, { verb: 'tags', body: { add, remove }, patch: { tags }, done: 'tagged' });
  }

  /** Something that was done elsewhere can be taken back too. */
  remember(undo: Undo): void {
    const own: Undo = {
      label: undo.label,
      run: () => {
        if (this.last() === own) this.last.set(undefined);
        undo.run();
      },
    };
    this.last.set(own);
  }

  private offer(alert: AlertSummary, words: string, back: Deed): void {
    const undo: Undo = { label: `Undo: ${words}`, run: () => this.takeBack(alert, back, undo) };
    this.last.set(undo);
    this.toasts.done(words, { label: 'Undo', run: () => undo.run() });
  }

  private takeBack(alert: AlertSummary, back: Deed, undo: Undo): void {
    if (this.last() === undo) this.last.set(undefined);
    void this.triage.attempt(alert, back);
  }
}

function handOver(from: Person, to: Person): Deed {
  const body = { seenAssigneeId: from?.id ?? null, assigneeId: to?.id ?? null };
  return { verb: 'assign', body, patch: { assignee: to }, done: 'assigned' };
}
