import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Alert, AlertHistoryDetail } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AlertEntity, AlertHistoryEntity, type AlertHistoryKind } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { AlertChanges } from './alert-changes';
import { alertCount, loadAlert } from './alert-rows';

/** An alert that nobody else can change, for as long as somebody judges it. */
export interface Moment {
  readonly actor: Actor;
  readonly alert: Alert;
  readonly now: Date;
  readonly manager: EntityManager;
}

type Columns = Pick<
  AlertEntity,
  | 'status'
  | 'assigneeId'
  | 'acknowledgedAt'
  | 'acknowledgedBy'
  | 'resolvedAt'
  | 'resolvedBy'
  | 'verdict'
  | 'duplicateOf'
  | 'snoozedUntil'
  | 'tags'
>;

/** What is to be changed, and what is kept of it in the history. */
export interface Decision {
  readonly kind: AlertHistoryKind;
  readonly set?: Partial<Columns>;
  readonly detail?: AlertHistoryDetail;
}

/** Judges the state the alert has now: answers what to change, null where nothing is left to do, or throws. */
export type Judge = (moment: Moment) => Decision | null | Promise<Decision | null>;

/** Writes decisions about alerts, one at a time for each alert: with history and audit, and everybody is told. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly changes: AlertChanges,
  ) {}

  /** @throws {PlainProblem} when there is no such alert, and what the judge throws; nothing was changed then. */
  async decide(actor: Actor, number: string, judge: Judge): Promise<Alert> {
    const { alert, isChanged } = await this.dataSource.transaction(async (manager) => {
      const moment = await this.open(manager, actor, number);
      const decision = await judge(moment);
      if (decision === null) return { alert: moment.alert, isChanged: false };
      return { alert: await this.write(moment, decision), isChanged: true };
    });
    if (isChanged) this.changes.tell(alert.id, alert.revision);
    return alert;
  }

  private async open(manager: EntityManager, actor: Actor, number: string): Promise<Moment> {
    // Locked first and read by a second statement: one that waited would see the names of people as they were before.
    await manager.query('SELECT id FROM alert WHERE number = $1 FOR NO KEY UPDATE', [alertCount(number)]);
    return { actor, alert: await loadAlert(manager, number), now: this.clock.now(), manager };
  }

  private async write({ actor, alert, now, manager }: Moment, { kind, set, detail = {} }: Decision): Promise<Alert> {
    const row = { ...set, updatedAt: now, revision: alert.revision + 1 };
    await manager.getRepository(AlertEntity).update({ id: alert.id }, row);
    const entry = { alertId: alert.id, at: now, kind, by: actor.accountId, detail };
    await manager.getRepository(AlertHistoryEntity).insert(entry);
    const after = await loadAlert(manager, alert.number);
    const { before, after: told } = difference(decided(alert), decided(after));
    const said = detail.text === undefined ? {} : { comment: detail.text };
    const object = { kind: 'alert', id: alert.number };
    await this.trail.record(manager, {
      by: actor,
      action: `alert.${kind}`,
      object,
      before,
      after: { ...told, ...said },
    });
    return after;
  }
}

/** What people decide of an alert, as the audit log tells it. */
function decided({ status, assignee, verdict, duplicateOf, snoozedUntil, tags }: Alert) {
  return { status, assignee: assignee?.username ?? null, verdict, duplicateOf, snoozedUntil, tags };
}
