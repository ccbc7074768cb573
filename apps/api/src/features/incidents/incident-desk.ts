import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Incident, IncidentChanged } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { IncidentEntity, IncidentHistoryEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { EventCopies } from './events/event-copies';
import { IncidentChanges } from './incident-changes';
import { IncidentList, noIncident } from './incident-list';
import { IncidentReading } from './incident-reading';
import { visibleTo } from './incident-visibility';

/** An incident that nobody else can change, for as long as somebody decides about it. */
export interface IncidentMoment {
  readonly actor: Actor;
  readonly incident: IncidentEntity;
  readonly now: Date;
  readonly manager: EntityManager;
}

/** What was done, for its history. */
export interface Deed {
  /** `field.severity`, `item.add`, … */
  readonly action: string;
  /** What it was done to, in words. */
  readonly subject: string;
  readonly before?: object | null;
  readonly after?: object | null;
  /** Which parts people have to load again; the history always. */
  readonly parts: IncidentChanged['parts'];
  /**
   * Id of the incident whose belongings were changed, when that is one that was merged into this: it may be for fewer people, so what was
   * done is noted there.
   */
  readonly owner?: string;
  /** Id of another incident that is seen differently now, also by those who may not see this one. */
  readonly alsoSeen?: string | null;
  /** Columns of the incident that change. */
  readonly set?: Partial<Omit<IncidentEntity, 'id' | 'number' | 'revision' | 'updatedAt'>>;
}

/** At most one for each owner. */
type Deeds = Deed | readonly Deed[] | null;

/** Does something to an incident: answers what it did, nothing where nothing was left to do, or throws. */
export type IncidentAction = (moment: IncidentMoment) => Deeds | Promise<Deeds>;

/** What the desk reads and tells with. */
@Injectable()
export class IncidentServices {
  constructor(
    readonly list: IncidentList,
    readonly changes: IncidentChanges,
    readonly reading: IncidentReading,
    readonly copies: EventCopies,
  ) {}
}

/** Changes incidents, one at a time for each: with history and audit, and everybody who may see it is told. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly services: IncidentServices,
  ) {}

  /**
   * What is part of another incident is changed there, but for what `evenMerged` allows.
   * @throws {PlainProblem} when there is no such incident for this person, and what the action throws; nothing was changed then.
   */
  async change(
    actor: Actor,
    number: string,
    action: IncidentAction,
    { evenMerged = false }: { readonly evenMerged?: boolean } = {},
  ): Promise<Incident> {
    const { list, changes, reading } = this.services;
    // What is refused or changes nothing is answered with the present state too.
    await reading.note(actor, number);
    const { incident, deeds } = await this.dataSource.transaction(async (manager) => {
      const moment = await this.open(manager, actor, number);
      if (!evenMerged) await ensureNotMerged(moment);
      const done = listOf(await action(moment));
      for (const deed of done) await this.write(moment, deed);
      return { incident: await list.find(actor, number, manager), deeds: done };
    });
    for (const { owner = incident.id, alsoSeen = null, parts } of deeds)
      for (const id of alsoSeen === null ? [owner] : [owner, alsoSeen])
        changes.tell({ id, by: actor.accountId, parts: [...parts, 'history'] });
    return incident;
  }

  /** Notes what was done; to be the last of the transaction. */
  async write(moment: IncidentMoment, deed: Deed): Promise<void> {
    const { actor, now, manager } = moment;
    const incident = await ownerOf(moment, deed);
    const row = { ...deed.set, updatedAt: now, revision: incident.revision + 1 };
    await manager.getRepository(IncidentEntity).update({ id: incident.id }, row);
    const { action, subject, before = null, after = null } = deed;
    const told = { action, subject, before, after };
    await manager
      .getRepository(IncidentHistoryEntity)
      .insert({ incidentId: incident.id, at: now, by: actor.accountId, ...told } as object);
    const object = { kind: 'incident', id: incident.number };
    const said = subject === '' ? after : { subject, ...after };
    await this.trail.record(manager, {
      by: actor,
      action: `incident.${action.replaceAll('.', '_')}`,
      object,
      before,
      after: said,
    });
  }

  /** What was merged into it is held too, all in the order of their ids, as a merge holds them. */
  private async open(manager: EntityManager, actor: Actor, number: string): Promise<IncidentMoment> {
    const held: { id: string; number: string }[] = await manager.query(
      `SELECT id, number FROM incident
        WHERE (number = $1 OR merged_into = (SELECT whole.id FROM incident AS whole WHERE whole.number = $1)) AND ${visibleTo('$2')}
        ORDER BY id FOR NO KEY UPDATE`,
      [number, actor.accountId],
    );
    const row = held.find((one) => one.number === number);
    if (row === undefined) throw noIncident(number);
    const incident = await manager.getRepository(IncidentEntity).findOneByOrFail({ id: row.id });
    return { actor, incident, now: this.clock.now(), manager };
  }
}

function listOf(deeds: Deeds): readonly Deed[] {
  return deeds === null ? [] : [deeds].flat();
}

async function ownerOf({ incident, manager }: IncidentMoment, { owner }: Deed): Promise<IncidentEntity> {
  if (owner === undefined || owner === incident.id) return incident;
  return manager.getRepository(IncidentEntity).findOneByOrFail({ id: owner });
}

/** Whoever may not see what it was merged into goes on as if it was not. */
async function ensureNotMerged({ actor, incident, manager }: IncidentMoment): Promise<void> {
  if (incident.mergedInto === null) return;
  const [main] = await manager.query<{ number: string }[]>(
    `SELECT number FROM incident WHERE id = $1 AND ${visibleTo('$2')}`,
    [incident.mergedInto, actor.accountId],
  );
  if (main === undefined) return;
  const detail = `${incident.number} is part of ${main.number} now. Change it there, or un-merge it first.`;
  throw new PlainProblem('conflict', 'incident.merged', detail);
}
