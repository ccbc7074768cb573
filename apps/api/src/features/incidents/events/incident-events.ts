import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { ChangeIncidentEvents, EventCopy, Incident, LinkedEvent, LinkedEvents } from '@tocsin/api-contract';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { IncidentDesk, type Deed, type IncidentMoment } from '../incident-desk';
import { IncidentReading } from '../incident-reading';
import { personJson } from '../incident-rows';
import { familyOf } from '../incident-visibility';
import { EventCopies, type FoundEvent } from './event-copies';
import { keepEvents } from './kept-events';

const SHOWN_AT_MOST = 500;
/** One that was added in several parts counts once. */
const LINKED = `SELECT DISTINCT ON (kept.event_id) kept.event_id AS id, kept.day, kept.at, kept.message, kept.source,
    owner.number AS incident, kept.linked_at AS "linkedAt", ${personJson('linker')} AS "linkedBy", kept.copy
  FROM incident_event AS kept JOIN incident AS owner ON owner.id = kept.incident_id
  LEFT JOIN account AS linker ON linker.id = kept.linked_by
 WHERE kept.incident_id IN ${familyOf('$1', '$2')} AND kept.removed_at IS NULL`;

interface LinkedRow extends Omit<LinkedEvent, 'linkedAt'> {
  readonly linkedAt: Date;
  readonly copy: string;
}

/** The events of an incident: each a copy, so that they are there when their days are deleted by age. */
@Injectable()
export class IncidentEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
    private readonly desk: IncidentDesk,
    private readonly copies: EventCopies,
  ) {}

  /** @throws {PlainProblem} */
  async of(actor: Actor, number: string): Promise<LinkedEvents> {
    const { id } = await this.reading.open(actor, number);
    const rows = await this.dataSource.query<(Omit<LinkedRow, 'copy'> & { total: number })[]>(
      `SELECT id, day, at, message, source, incident, "linkedAt", "linkedBy", count(*) OVER ()::int AS total
         FROM (${LINKED} ORDER BY kept.event_id, kept.linked_at) AS linked ORDER BY at DESC, id LIMIT ${SHOWN_AT_MOST}`,
      [id, actor.accountId],
    );
    const events = rows.map(({ total: _total, ...row }) => ({ ...row, linkedAt: row.linkedAt.toISOString() }));
    return { events, total: rows[0]?.total ?? 0 };
  }

  /** The whole copy, compared with what is stored now. @throws {PlainProblem} */
  async copy(actor: Actor, number: string, eventId: string): Promise<EventCopy> {
    refuseWithoutEvents(actor, 'Seeing a whole event');
    const { id } = await this.reading.open(actor, number);
    const [row] = await this.dataSource.query<LinkedRow[]>(
      `${LINKED} AND kept.event_id = $3 ORDER BY kept.event_id, kept.linked_at`,
      [id, actor.accountId, eventId],
    );
    if (row === undefined)
      throw new PlainProblem('not_found', 'incident.event_not_found', 'There is no such event in this incident.');
    const { copy, linkedAt, ...linked } = row;
    const event = JSON.parse(copy) as EventCopy['event'];
    const original = await this.copies.compare(eventId, event);
    return { ...linked, linkedAt: linkedAt.toISOString(), event, original };
  }

  /** @throws {PlainProblem} when an event is not there, or events are not for this person. */
  async change(actor: Actor, number: string, wish: ChangeIncidentEvents): Promise<Incident> {
    if (wish.add.length > 0) refuseWithoutEvents(actor, 'Adding events');
    await this.reading.open(actor, number);
    const found = await this.copies.of(wish.add);
    return this.desk.change(actor, number, (moment) => changeEvents(moment, found, wish.remove));
  }
}

function refuseWithoutEvents({ permissions }: Actor, what: string): void {
  if (!permissions.includes('event.read'))
    throw new PlainProblem('forbidden', 'permission.missing', `${what} needs the permission event.read.`);
}

async function changeEvents(
  moment: IncidentMoment,
  found: readonly FoundEvent[],
  remove: readonly string[],
): Promise<Deed[]> {
  const { actor, incident, now, manager } = moment;
  const add = await keepEvents(moment, found);
  const [gone] = await manager.query<[{ incident_id: string; event_id: string }[], number]>(
    `UPDATE incident_event SET removed_at = $4
      WHERE incident_id IN ${familyOf('$1', '$2')} AND event_id = ANY($3) AND removed_at IS NULL RETURNING incident_id, event_id`,
    [incident.id, actor.accountId, remove, now],
  );
  const owners = new Set([...(add.length > 0 ? [incident.id] : []), ...gone.map((row) => row.incident_id)]);
  return [...owners].map((owner) => {
    const ids = gone.filter((row) => row.incident_id === owner).map((row) => row.event_id);
    return eventsDeed(owner, owner === incident.id ? add : [], ids);
  });
}

function eventsDeed(owner: string, add: readonly string[], remove: readonly string[]): Deed {
  const subject = [...add, ...remove.map((id) => `−${id}`)].join(', ').slice(0, 300);
  return { action: 'events', subject, after: { add, remove }, owner, parts: ['events'] };
}
