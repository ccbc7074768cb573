import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Alert, CreateIncident, Incident } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { IncidentEntity, IncidentMilestoneEntity, IncidentPersonEntity } from '@tocsin/database';
import { LEVELS, type Level } from '@tocsin/event-model';
import { DataSource, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { linkAlerts } from './alert-links';
import { keepEvents } from './events/kept-events';
import { IncidentDesk, IncidentServices, type IncidentMoment } from './incident-desk';

const NEXT_NUMBER = `
  INSERT INTO incident_year (year, last) VALUES ($1, 1)
  ON CONFLICT (year) DO UPDATE SET last = incident_year.last + 1 RETURNING last`;

/** Makes incidents, also from alerts in one step. */
@Injectable()
export class IncidentMaker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly desk: IncidentDesk,
    private readonly services: IncidentServices,
  ) {}

  /** @throws {PlainProblem} when an alert is not there, or there is neither a title nor an alert. */
  async create(actor: Actor, wish: CreateIncident): Promise<Incident> {
    const { events, shortfall } = await this.services.copies.ofAlerts(wish.alerts);
    const incident = await this.dataSource.transaction(async (manager) => {
      const row = await this.insert(manager, actor, wish);
      const moment = { actor, incident: row, now: row.createdAt, manager };
      const alerts = await linkAlerts(moment, wish.alerts);
      await keepEvents(moment, events, { isWanted: true });
      const facts = factsOf(wish, alerts);
      await dateMilestones(moment, alerts);
      const { kind, phase } = row;
      const after = { kind, phase, ...facts, alerts: wish.alerts };
      await this.desk.write(moment, {
        action: 'create',
        subject: `${facts.title}${shortfall}`,
        after,
        parts: ['head'],
        set: facts,
      });
      return this.services.list.find(actor, row.number, manager);
    });
    this.services.changes.tell({ id: incident.id, by: actor.accountId, parts: ['head', 'alerts', 'items', 'history'] });
    return incident;
  }

  private async insert(manager: EntityManager, actor: Actor, wish: CreateIncident): Promise<IncidentEntity> {
    const now = this.clock.now();
    const incidents = manager.getRepository(IncidentEntity);
    const row = incidents.create({
      id: randomUUID(),
      number: await nextNumber(manager, now),
      kind: wish.kind,
      type: null,
      title: '',
      summary: '',
      contact: '',
      severity: 'medium',
      phase: 'identification',
      phaseSince: now,
      leadId: actor.accountId,
      tlp: 'amber',
      pap: 'amber',
      tags: [],
      isRestricted: wish.isRestricted,
      mergedInto: null,
      marks: {},
      revision: 0,
      createdAt: now,
      createdBy: actor.accountId,
      updatedAt: now,
      closedAt: null,
    });
    await incidents.insert(row);
    const person = { incidentId: row.id, accountId: actor.accountId };
    const roles = wish.isRestricted ? (['team', 'named'] as const) : (['team'] as const);
    await manager.getRepository(IncidentPersonEntity).insert(roles.map((role) => ({ ...person, role })));
    return row;
  }
}

/** Numbers of a year follow each other; whoever comes second waits until the first is there or has given up. */
async function nextNumber(manager: EntityManager, now: Date): Promise<string> {
  const year = now.getUTCFullYear();
  const [row] = await manager.query<{ last: number }[]>(NEXT_NUMBER, [year]);
  return `INC-${year}-${String(row!.last).padStart(4, '0')}`;
}

function factsOf({ title, severity }: CreateIncident, alerts: readonly Alert[]): { title: string; severity: Level } {
  const name = title ?? alerts[0]?.title;
  if (name === undefined)
    throw new PlainProblem(
      'invalid',
      'incident.no_title',
      'Say what it is about: give a title, or alerts to take it from.',
    );
  const worst = Math.max(...alerts.map((alert) => LEVELS.indexOf(alert.severity)));
  return { title: name, severity: severity ?? LEVELS[worst] ?? 'medium' };
}

/** As far as alerts tell: it occurred with the first of their events, and was detected with the first of them. */
async function dateMilestones(
  { actor, incident, now, manager }: IncidentMoment,
  alerts: readonly Alert[],
): Promise<void> {
  const earliest = (of: 'firstAt' | 'createdAt') =>
    alerts.toSorted((one, other) => one[of].localeCompare(other[of]))[0];
  const [occurred, detected] = [earliest('firstAt'), earliest('createdAt')];
  const setBy = actor.accountId;
  const rows = [
    ...(occurred ? [{ name: 'occurred', at: new Date(occurred.firstAt), source: occurred.number, setBy }] : []),
    ...(detected ? [{ name: 'detected', at: new Date(detected.createdAt), source: detected.number, setBy }] : []),
    { name: 'reported', at: now, source: '', setBy },
  ];
  await manager.getRepository(IncidentMilestoneEntity).insert(rows.map((row) => ({ ...row, incidentId: incident.id })));
}
