import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type Alert } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { AlertChanges } from './alert-changes';
import { AlertList } from './alert-list';
import { alertCount } from './alert-rows';

export class AlertAlreadyAcknowledged extends DomainError {
  readonly code = 'alert.already_acknowledged';
  readonly kind = 'conflict';
}

export class AlertAlreadyResolved extends DomainError {
  readonly code = 'alert.already_resolved';
  readonly kind = 'conflict';
}

/** Decisions about alerts. Each is one statement that holds only for the state the person saw: nobody overwrites anybody. */
@Injectable()
export class AlertTriage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly alerts: AlertList,
    private readonly changes: AlertChanges,
  ) {}

  /**
   * The actor takes a new alert. Taking it twice is taking it once.
   * @throws {AlertAlreadyAcknowledged} which names who was first.
   * @throws {AlertAlreadyResolved}
   */
  async acknowledge(actor: Actor, number: string): Promise<Alert> {
    const [taken] = await this.dataSource.query<[{ id: string; revision: number }[], number]>(
      `UPDATE alert SET status = 'in_progress', assignee_id = $2, acknowledged_by = $2, acknowledged_at = $3,
          updated_at = $3, revision = revision + 1
        WHERE number = $1 AND status = 'new' RETURNING id, revision`,
      [alertCount(number), actor.accountId, this.clock.now()],
    );
    const alert = await this.alerts.get(number);
    for (const { id, revision } of taken) this.changes.tell(id, revision);
    if (taken.length === 0) refuseUnlessMine(alert, actor);
    return alert;
  }
}

function refuseUnlessMine(alert: Alert, actor: Actor): void {
  if (alert.status === 'resolved') throw new AlertAlreadyResolved(`${alert.number} is resolved already.`);
  if (alert.assignee?.id === actor.accountId) return;
  throw new AlertAlreadyAcknowledged(`${alert.assignee?.displayName ?? 'Somebody'} has taken ${alert.number} already.`);
}
