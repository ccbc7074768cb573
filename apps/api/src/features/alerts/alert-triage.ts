import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Alert, AssignAlert, ReopenAlert, ResolveAlert } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { IsNull, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { AlertDesk, type Decision, type Moment } from './alert-desk';
import { lastDoer } from './alert-history';
import { alertCount } from './alert-rows';
import {
  AlertAlreadyAcknowledged,
  AlertAlreadyAssigned,
  AlertAlreadyResolved,
  AlertNotResolved,
} from './triage-conflicts';

/** Decisions about alerts. Each holds only for the state the person saw: nobody overwrites anybody. */
@Injectable()
export class AlertTriage {
  constructor(private readonly desk: AlertDesk) {}

  /**
   * The actor takes an alert that nobody has. Taking it twice is taking it once.
   * @throws {AlertAlreadyAcknowledged} which names who was first.
   * @throws {AlertAlreadyResolved}
   */
  acknowledge(actor: Actor, number: string): Promise<Alert> {
    return this.desk.decide(actor, number, take);
  }

  /**
   * @throws {AlertAlreadyAssigned} when somebody else has it than the one seen.
   * @throws {AlertAlreadyResolved}
   * @throws {PlainProblem} when there is no such active account.
   */
  assign(actor: Actor, number: string, wish: AssignAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => handOver(moment, wish));
  }

  /**
   * Resolving twice with the same verdict is resolving once.
   * @throws {AlertAlreadyResolved} which names who was first, and as what.
   * @throws {PlainProblem} when the alert it is to be a duplicate of cannot be one.
   */
  resolve(actor: Actor, number: string, wish: ResolveAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => close(moment, wish));
  }

  /**
   * Back to who had it, or to be taken.
   * @throws {AlertNotResolved} which names who was first.
   * @throws {AlertAlreadyResolved} when it was resolved anew since.
   */
  reopen(actor: Actor, number: string, wish: ReopenAlert): Promise<Alert> {
    return this.desk.decide(actor, number, (moment) => open(moment, wish));
  }
}

function take({ actor, alert, now }: Moment): Decision | null {
  if (alert.status === 'resolved') throw new AlertAlreadyResolved(alert);
  const isMine = alert.assignee?.id === actor.accountId;
  if (isMine && alert.status === 'in_progress') return null;
  if (!isMine && alert.assignee !== null) throw new AlertAlreadyAcknowledged(alert);
  const isFirst = alert.acknowledgedAt === null;
  const first = isFirst ? { acknowledgedAt: now, acknowledgedBy: actor.accountId } : {};
  return { kind: 'acknowledge', set: { status: 'in_progress', assigneeId: actor.accountId, ...first } };
}

async function handOver({ alert, manager }: Moment, wish: AssignAlert): Promise<Decision | null> {
  if (alert.status === 'resolved') throw new AlertAlreadyResolved(alert);
  const assigneeId = alert.assignee?.id ?? null;
  if (assigneeId === wish.assigneeId) return null;
  if (assigneeId !== wish.seenAssigneeId) throw new AlertAlreadyAssigned(alert);
  const to = wish.assigneeId === null ? null : await person(manager, wish.assigneeId);
  return { kind: 'assign', set: { assigneeId: wish.assigneeId }, detail: { from: alert.assignee, to } };
}

async function person(manager: EntityManager, id: string) {
  const account = await manager.getRepository(AccountEntity).findOneBy({ id, disabledAt: IsNull() });
  if (account !== null) return { id, username: account.username, displayName: account.displayName };
  throw new PlainProblem('invalid', 'alert.assignee_unknown', 'There is no such active account. Choose somebody else.');
}

async function close(moment: Moment, { verdict, duplicateOf, comment }: ResolveAlert): Promise<Decision | null> {
  const { actor, alert, now } = moment;
  if (alert.status === 'resolved') {
    const isSame = alert.verdict === verdict && alert.duplicateOf === (duplicateOf ?? null);
    if (isSame && alert.resolvedBy?.id === actor.accountId) return null;
    throw new AlertAlreadyResolved(alert);
  }
  const original = duplicateOf === undefined ? null : await originalOf(moment, duplicateOf);
  const ending = { status: 'resolved', resolvedAt: now, resolvedBy: actor.accountId, snoozedUntil: null } as const;
  const detail = { verdict, ...(duplicateOf && { duplicateOf }), ...(comment && { text: comment }) };
  return { kind: 'resolve', set: { ...ending, verdict, duplicateOf: original }, detail };
}

/** The id of the alert this one is a duplicate of. */
async function originalOf({ alert, manager }: Moment, number: string): Promise<string> {
  const [row] = await manager.query<{ id: string; duplicate_of: string | null }[]>(
    'SELECT id, duplicate_of FROM alert WHERE number = $1',
    [alertCount(number)],
  );
  if (row === undefined) throw invalid('alert.duplicate_unknown', `There is no alert ${number}. Name another one.`);
  if (row.id === alert.id) throw invalid('alert.duplicate_of_itself', `${number} is this alert. Name another one.`);
  if (row.duplicate_of !== null)
    throw invalid('alert.duplicate_of_duplicate', `${number} is a duplicate itself. Name the alert it is one of.`);
  return row.id;
}

function invalid(code: string, detail: string): PlainProblem {
  return new PlainProblem('invalid', code, detail);
}

async function open({ actor, alert, manager }: Moment, { resolvedAt }: ReopenAlert): Promise<Decision | null> {
  if (alert.status !== 'resolved') {
    const first = await lastDoer(manager, alert.id, 'reopen');
    if (first?.id === actor.accountId) return null;
    throw new AlertNotResolved(alert, first?.displayName);
  }
  const isSeen = resolvedAt === undefined || Date.parse(resolvedAt) === Date.parse(alert.resolvedAt ?? '');
  if (!isSeen) throw new AlertAlreadyResolved(alert);
  const status = alert.assignee === null ? 'new' : 'in_progress';
  const set = { status, resolvedAt: null, resolvedBy: null, verdict: null, duplicateOf: null } as const;
  return { kind: 'reopen', set, detail: { verdict: alert.verdict } };
}
