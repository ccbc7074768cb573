import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertSetActionSchema,
  DomainError,
  type AlertSet,
  type AlertSetAction,
  type AlertSetLeft,
  type AlertSetLeftQuery,
  type CreateAlertSet,
} from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, AlertSetEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { AlertFilter } from '../alert-filter';
import { alertCount } from '../alert-rows';
import { AlertSetWork } from './alert-set-work';
import { PRINT } from './set-deeds';

/** A million alerts take longer than other statements may; nginx waits a minute for the answer. */
const FREEZE_LIMIT_MS = 55_000;
const UNDO_MS = 10 * 60_000;
const MAX_SNOOZE_MS = 90 * 86_400_000;

export class AlertSetNotFound extends DomainError {
  readonly code = 'alert_set.not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such set of yours. Sets are kept for a day; select the alerts again.');
  }
}

export class AlertSetSettled extends DomainError {
  readonly code = 'alert_set.settled';
  readonly kind = 'conflict';

  constructor(detail: string) {
    super(detail);
  }
}

/** Alerts that are frozen together and then changed together. Each set is of whoever made it. */
@Injectable()
export class AlertSets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly work: AlertSetWork,
  ) {}

  /** Freezes in one statement, so that the number is exact. */
  async create(actor: Actor, which: CreateAlertSet): Promise<AlertSet> {
    const now = this.clock.now();
    const id = randomUUID();
    return this.dataSource.transaction(async (manager) => {
      const sets = manager.getRepository(AlertSetEntity);
      await sets.insert({ id, by: actor.accountId, createdAt: now, total: 0, state: 'frozen' });
      const total = await freeze(manager, id, conditionOf(which, { now, me: actor.accountId }));
      await sets.update({ id }, { total });
      return view(await sets.findOneByOrFail({ id }), now);
    });
  }

  /** @throws {AlertSetNotFound} */
  async find(actor: Actor, id: string): Promise<AlertSet> {
    return view(await own(this.dataSource.manager, actor, id), this.clock.now());
  }

  /**
   * Says what is to be done. Saying the same twice is saying it once.
   * @throws {AlertSetNotFound | AlertSetSettled | PlainProblem}
   */
  async run(actor: Actor, id: string, action: AlertSetAction): Promise<AlertSet> {
    await this.check(action);
    const set = await this.dataSource.transaction(async (manager) => {
      const found = await own(manager, actor, id, true);
      if (found.action !== null && JSON.stringify(alertSetActionSchema.parse(found.action)) === JSON.stringify(action))
        return found;
      if (found.state !== 'frozen') throw new AlertSetSettled('Something is done to these alerts already.');
      await manager.getRepository(AlertSetEntity).update({ id }, { state: 'running', action });
      const after = { ...action, alerts: found.total };
      const object = { kind: 'alert_set', id };
      await this.trail.record(manager, { by: actor, action: `alert_set.${action.kind}`, object, after });
      return own(manager, actor, id);
    });
    this.work.wake();
    return view(set, this.clock.now());
  }

  /** @throws {AlertSetNotFound | AlertSetSettled} */
  async undo(actor: Actor, id: string): Promise<AlertSet> {
    const set = await this.dataSource.transaction(async (manager) => {
      const found = await own(manager, actor, id, true);
      if (found.state === 'undoing' || found.state === 'undone') return found;
      if (undoUntil(found, this.clock.now()) === null)
        throw new AlertSetSettled('It can be undone for 10 minutes after it was done, and not before it is done.');
      await manager.getRepository(AlertSetEntity).update({ id }, { state: 'undoing' });
      const object = { kind: 'alert_set', id };
      await this.trail.record(manager, { by: actor, action: 'alert_set.undo', object, after: { alerts: found.done } });
      return own(manager, actor, id);
    });
    this.work.wake();
    return view(set, this.clock.now());
  }

  /** Alerts that were left as they are. @throws {AlertSetNotFound} */
  async left(actor: Actor, id: string, { cursor, limit }: AlertSetLeftQuery): Promise<AlertSetLeft> {
    await own(this.dataSource.manager, actor, id);
    const rows = await this.dataSource.query<{ number: string; title: string; why: 'changed' | 'unfit' | 'kept' }[]>(
      `SELECT alert.number, alert.title, member.outcome AS why
        FROM alert_set_member AS member JOIN alert ON alert.id = member.alert_id
        WHERE member.set_id = $1 AND member.outcome IN ('changed', 'unfit', 'kept') AND alert.number > $2
        ORDER BY alert.number LIMIT $3`,
      [id, cursorNumber(cursor), limit + 1],
    );
    const alerts = rows.slice(0, limit).map((row) => ({ ...row, number: `A-${row.number}` }));
    return { alerts, nextCursor: rows.length > limit ? (alerts.at(-1)?.number ?? null) : null };
  }

  private async check(action: AlertSetAction): Promise<void> {
    if (action.kind === 'snooze') {
      const ahead = Date.parse(action.until) - this.clock.now().getTime();
      if (ahead <= 0 || ahead > MAX_SNOOZE_MS)
        throw new PlainProblem('invalid', 'alert.snooze_out_of_range', 'Choose a time from now to 90 days from now.');
    }
    if (action.kind !== 'assign' || action.assigneeId === null) return;
    const where = { id: action.assigneeId, disabledAt: IsNull() };
    if (!(await this.dataSource.getRepository(AccountEntity).existsBy(where)))
      throw new PlainProblem(
        'invalid',
        'alert.assignee_unknown',
        'There is no such active account. Choose somebody else.',
      );
  }
}

function cursorNumber(cursor: string | undefined): string {
  if (cursor === undefined) return '0';
  if (/^A-[1-9]\d{0,14}$/.test(cursor)) return alertCount(cursor);
  throw new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
}

interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

function conditionOf(which: CreateAlertSet, asker: { now: Date; me: string }): Condition {
  if ('filter' in which) return new AlertFilter(which.filter, asker);
  return { sql: 'alert.number = ANY($1::bigint[])', parameters: [which.numbers.map(alertCount)] };
}

async function freeze(manager: EntityManager, id: string, { sql, parameters }: Condition): Promise<number> {
  await manager.query(`SET LOCAL statement_timeout = ${FREEZE_LIMIT_MS}`);
  const rows = await manager.query<{ total: string }[]>(
    `WITH frozen AS (
      INSERT INTO alert_set_member (set_id, alert_id, print)
        SELECT $${parameters.length + 1}::uuid, alert.id, ${PRINT} FROM alert WHERE ${sql} RETURNING 1
    ) SELECT count(*) AS total FROM frozen`,
    [...parameters, id],
  );
  return Number(rows[0]?.total);
}

/** @throws {AlertSetNotFound} for those of others too. */
async function own(manager: EntityManager, actor: Actor, id: string, isLocked = false): Promise<AlertSetEntity> {
  const set = await manager.getRepository(AlertSetEntity).findOne({
    where: { id, by: actor.accountId },
    ...(isLocked && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (set === null) throw new AlertSetNotFound();
  return set;
}

function undoUntil({ state, doneAt }: AlertSetEntity, now: Date): Date | null {
  if (state !== 'done' || doneAt === null) return null;
  const until = new Date(doneAt.getTime() + UNDO_MS);
  return until > now ? until : null;
}

function view(set: AlertSetEntity, now: Date): AlertSet {
  const { id, total, state, done, changed, unfit, undone, kept } = set;
  const action = set.action === null ? null : alertSetActionSchema.parse(set.action);
  const until = undoUntil(set, now)?.toISOString() ?? null;
  const counts = { total, done, changed, unfit, undone, kept };
  return { id, createdAt: set.createdAt.toISOString(), state, action, ...counts, undoUntil: until };
}
