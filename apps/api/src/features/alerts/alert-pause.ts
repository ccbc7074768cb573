import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Alert, SnoozeAlert, UnsnoozeAlert } from '@tocsin/api-contract';

import { PlainProblem } from '../../http/problem';
import { AlertDesk, type Decision, type Moment } from './alert-desk';
import { lastDoer } from './alert-history';
import { AlertAlreadyResolved, AlertAlreadySnoozed } from './triage-conflicts';

const MAX_SNOOZE_MS = 90 * 86_400_000;

/** Puts alerts aside until a time. A snooze ends by itself: whoever asks after its time finds it over, and {@link SnoozeEnds} tells of it. */
@Injectable()
export class AlertPause {
  constructor(private readonly desk: AlertDesk) {}

  /**
   * Who snoozed it may choose another time.
   * @throws {AlertAlreadySnoozed} which names who was first.
   * @throws {AlertAlreadyResolved}
   * @throws {PlainProblem} when the time is past or too far away.
   */
  snooze(actor: Actor, number: string, wish: SnoozeAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => putAside(moment, new Date(wish.until)));
  }

  /**
   * Ending a snooze that has ended is nothing.
   * @throws {AlertAlreadySnoozed} when it is snoozed until another time than the one seen.
   */
  unsnooze(actor: Actor, number: string, wish: UnsnoozeAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => bringBack(moment, wish));
  }
}

async function putAside(moment: Moment, until: Date): Promise<Decision | null> {
  const { actor, alert, now, manager } = moment;
  if (alert.status === 'resolved') throw new AlertAlreadyResolved(alert);
  if (until <= now || until.getTime() - now.getTime() > MAX_SNOOZE_MS)
    throw new PlainProblem('invalid', 'alert.snooze_out_of_range', 'Choose a time from now to 90 days from now.');
  if (isSnoozed(moment)) {
    const first = await lastDoer(manager, alert.id, 'snooze');
    if (first?.id !== actor.accountId) throw new AlertAlreadySnoozed(alert, first?.displayName);
    if (Date.parse(alert.snoozedUntil ?? '') === until.getTime()) return null;
  }
  return { kind: 'snooze', set: { snoozedUntil: until }, detail: { until: until.toISOString() } };
}

async function bringBack(moment: Moment, { until }: UnsnoozeAlert): Promise<Decision | null> {
  const { alert, manager } = moment;
  if (!isSnoozed(moment)) return null;
  if (until !== undefined && Date.parse(until) !== Date.parse(alert.snoozedUntil ?? ''))
    throw new AlertAlreadySnoozed(alert, (await lastDoer(manager, alert.id, 'snooze'))?.displayName);
  return { kind: 'unsnooze', set: { snoozedUntil: null } };
}

function isSnoozed({ alert: { snoozedUntil }, now }: Moment): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > now.getTime();
}
