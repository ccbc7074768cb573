import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type {
  ChangePeople,
  ChangeTags,
  Incident,
  MilestoneName,
  RestrictIncident,
  SetIncidentField,
  SetMilestone,
} from '@tocsin/api-contract';
import { AccountEntity, IncidentMilestoneEntity, IncidentPersonEntity } from '@tocsin/database';
import { In, IsNull, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { conflictOf } from './incident-conflict';
import { IncidentDesk, type Deed, type IncidentMoment } from './incident-desk';

const MAX_TAGS = 50;

/** Fields of an incident, each changed for itself: nobody overwrites anybody. */
@Injectable()
export class IncidentFields {
  constructor(private readonly desk: IncidentDesk) {}

  /** @throws {IncidentConflict} when somebody else changed this same field since it was seen. */
  set(actor: Actor, number: string, wish: SetIncidentField): Promise<Incident> {
    return this.desk.change(actor, number, (moment) => setField(moment, wish));
  }

  /** @throws {IncidentConflict} */
  milestone(actor: Actor, number: string, name: MilestoneName, wish: SetMilestone): Promise<Incident> {
    return this.desk.change(actor, number, (moment) => setMilestone(moment, name, wish));
  }

  tags(actor: Actor, number: string, wish: ChangeTags): Promise<Incident> {
    return this.desk.change(actor, number, ({ incident }) => changeTags(incident.tags, wish));
  }

  /** @throws {PlainProblem} when somebody is no active account. */
  team(actor: Actor, number: string, wish: ChangePeople): Promise<Incident> {
    return this.desk.change(actor, number, (moment) => changePeople(moment, 'team', wish));
  }

  /** Whoever restricts an incident stays among its people. A part of another can be restricted too. @throws {PlainProblem} when somebody is no active account. */
  restrict(actor: Actor, number: string, wish: RestrictIncident): Promise<Incident> {
    return this.desk.change(actor, number, (moment) => restrict(moment, wish), { evenMerged: true });
  }
}

const COLUMNS = {
  kind: 'kind',
  type: 'type',
  title: 'title',
  summary: 'summary',
  contact: 'contact',
  severity: 'severity',
  phase: 'phase',
  tlp: 'tlp',
  pap: 'pap',
  lead: 'leadId',
} as const;

async function setField(moment: IncidentMoment, { field, seen, value }: SetIncidentField): Promise<Deed | null> {
  const { actor, incident, now, manager } = moment;
  const present = incident[COLUMNS[field]];
  if (present === value) return null;
  if (present !== seen) throw await conflictOf(manager, field, { value: present, marks: incident.marks });
  if (field === 'lead' && value !== null) await assertActive(manager, [value]);
  const marks = { ...incident.marks, [field]: { by: actor.accountId, at: now.toISOString() } };
  const further = field === 'phase' ? await enterPhase(moment, value) : {};
  return {
    action: `field.${field}`,
    subject: '',
    before: { [field]: present },
    after: { [field]: value },
    parts: ['head'],
    set: { [COLUMNS[field]]: value, marks, ...further },
  };
}

/** Closing dates the milestone, unless somebody has; reopening takes back what closing dated. */
async function enterPhase(
  { actor, incident, now, manager }: IncidentMoment,
  phase: string,
): Promise<Deed['set'] & object> {
  const milestones = manager.getRepository(IncidentMilestoneEntity);
  const closing = { incidentId: incident.id, name: 'closed' };
  if (phase === 'closed') {
    const row = { ...closing, at: now, source: 'phase', setBy: actor.accountId };
    await milestones.createQueryBuilder().insert().values(row).orIgnore().execute();
    return { phaseSince: now, closedAt: now };
  }
  if (incident.phase === 'closed') await milestones.delete({ ...closing, source: 'phase' });
  return { phaseSince: now, closedAt: null };
}

async function setMilestone(
  { actor, incident, manager }: IncidentMoment,
  name: MilestoneName,
  { seen, at, source }: SetMilestone,
): Promise<Deed | null> {
  const milestones = manager.getRepository(IncidentMilestoneEntity);
  const present = await milestones.findOneBy({ incidentId: incident.id, name });
  const [is, was, shall] = [present?.at.getTime() ?? null, timeOf(seen), timeOf(at)];
  if (is === shall) return null;
  if (is !== was) {
    const mark = { by: present?.setBy ?? null, at: present?.at.toISOString() ?? '' };
    throw await conflictOf(manager, name, { value: present?.at.toISOString() ?? null, marks: { [name]: mark } });
  }
  if (at === null) await milestones.delete({ incidentId: incident.id, name });
  else await milestones.save({ incidentId: incident.id, name, at: new Date(at), source, setBy: actor.accountId });
  const before = { [name]: present?.at.toISOString() ?? null };
  return { action: `milestone.${name}`, subject: '', before, after: { [name]: at }, parts: ['head'] };
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function changeTags(tags: readonly string[], { add, remove }: ChangeTags): Deed | null {
  const next = [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).toSorted();
  if (next.length === tags.length && next.every((tag, index) => tag === tags[index])) return null;
  if (next.length > MAX_TAGS)
    throw new PlainProblem('invalid', 'incident.too_many_tags', `An incident may have ${MAX_TAGS} tags.`);
  return { action: 'tags', subject: '', before: { tags }, after: { tags: next }, parts: ['head'], set: { tags: next } };
}

async function changePeople(
  { incident, manager }: IncidentMoment,
  role: 'team' | 'named',
  { add, remove }: ChangePeople,
): Promise<Deed | null> {
  await assertActive(manager, add);
  const people = manager.getRepository(IncidentPersonEntity);
  const before = await peopleIn(manager, incident.id, role);
  if (add.length > 0) {
    const rows = add.map((accountId) => ({ incidentId: incident.id, accountId, role }));
    await people.createQueryBuilder().insert().values(rows).orIgnore().execute();
  }
  if (remove.length > 0) await people.delete({ incidentId: incident.id, role, accountId: In([...remove]) });
  const after = await peopleIn(manager, incident.id, role);
  if (before.join() === after.join()) return null;
  return { action: role, subject: '', before: { people: before }, after: { people: after }, parts: ['head'] };
}

async function restrict(moment: IncidentMoment, { isRestricted, add, remove }: RestrictIncident): Promise<Deed | null> {
  const { actor, incident } = moment;
  const isMe = (id: string): boolean => id === actor.accountId;
  const named = isRestricted
    ? { add: [...add, actor.accountId], remove: remove.filter((id) => !isMe(id)) }
    : { add, remove };
  const deed = await changePeople(moment, 'named', named);
  if (deed === null && incident.isRestricted === isRestricted) return null;
  return {
    action: 'restrict',
    subject: '',
    before: { ...deed?.before, isRestricted: incident.isRestricted },
    after: { ...deed?.after, isRestricted },
    parts: ['head', 'items', 'alerts', 'events', 'evidence'],
    alsoSeen: incident.mergedInto,
    set: { isRestricted },
  };
}

/** User names, in order. */
async function peopleIn(manager: EntityManager, incidentId: string, role: string): Promise<string[]> {
  const rows = await manager.query<{ username: string }[]>(
    `SELECT username FROM incident_person AS person JOIN account ON account.id = person.account_id
      WHERE person.incident_id = $1 AND person.role = $2 ORDER BY username`,
    [incidentId, role],
  );
  return rows.map(({ username }) => username);
}

async function assertActive(manager: EntityManager, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids);
  if (wanted.size === 0) return;
  const found = await manager.getRepository(AccountEntity).countBy({ id: In([...wanted]), disabledAt: IsNull() });
  if (found !== wanted.size)
    throw new PlainProblem(
      'invalid',
      'incident.person_unknown',
      'One of them is no active account. Choose somebody else.',
    );
}
