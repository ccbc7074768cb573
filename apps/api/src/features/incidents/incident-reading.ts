import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Incident } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { IncidentList } from './incident-list';
import { visibleTo } from './incident-visibility';

/** Answers with a row when this reading is to be recorded; of two at once, the second waits for the first and answers none. */
const NOTE = `INSERT INTO incident_read AS known (incident_id, account_id, at)
  SELECT incident.id, $2, $3 FROM incident
   WHERE incident.number = $1 AND incident.is_restricted AND ${visibleTo('$2')}
  ON CONFLICT (incident_id, account_id) DO UPDATE SET at = excluded.at
   WHERE known.at <= excluded.at - interval '1 hour'
  RETURNING incident_id`;

/** People who read incidents: that they read a restricted one is recorded, once per person and hour. */
@Injectable()
export class IncidentReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly list: IncidentList,
  ) {}

  /** The incident, for somebody who reads it or what belongs to it. @throws {PlainProblem} */
  async open(actor: Actor, number: string): Promise<Incident> {
    const incident = await this.list.find(actor, number);
    if (incident.isRestricted) await this.note(actor, number);
    return incident;
  }

  /** Records that somebody sees something of it, if it is restricted and they may. */
  async note(actor: Actor, number: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const noted = await manager.query<unknown[]>(NOTE, [number, actor.accountId, this.clock.now()]);
      if (noted.length === 0) return;
      const object = { kind: 'incident', id: number };
      await this.trail.record(manager, { by: actor, action: 'incident.read', object });
    });
  }
}
