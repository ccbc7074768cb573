import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  itemDataSchemas,
  type AddItem,
  type IncidentItem,
  type IncidentItems,
  type ItemKind,
  type SetItemField,
} from '@tocsin/api-contract';
import { IncidentItemEntity } from '@tocsin/database';
import { DataSource, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { InvalidRequest } from '../../http/request-validation';
import { conflictOf } from './incident-conflict';
import { IncidentDesk, type Deed, type IncidentMoment } from './incident-desk';
import { IncidentReading } from './incident-reading';
import { personJson } from './incident-rows';
import { familyOf } from './incident-visibility';
import { indicatorType, refang } from './indicator-type';
import { assertVerisTag } from './veris/veris-enumeration';

interface ItemRow extends Omit<IncidentItem, 'createdAt' | 'updatedAt' | 'removedAt'> {
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly removedAt: Date | null;
}

const MAX_ITEMS = 5_000;
const COLUMNS = `item.id, item.kind, item.data, item.is_automatic AS "isAutomatic", item.created_at AS "createdAt",
  item.updated_at AS "updatedAt", item.removed_at AS "removedAt",
  ${personJson('assignee')} AS assignee, ${personJson('creator')} AS "createdBy", ${personJson('changer')} AS "updatedBy"`;
const TABLES = `incident_item AS item
  LEFT JOIN account AS assignee ON assignee.id = (item.data->>'assigneeId')::uuid
  LEFT JOIN account AS creator ON creator.id = item.created_by
  LEFT JOIN account AS changer ON changer.id = item.updated_by`;

/** Tasks, indicators, theories and whatever else belongs to an incident. */
@Injectable()
export class IncidentItemList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
    private readonly desk: IncidentDesk,
  ) {}

  /** Those of the incident and of what was merged into it, oldest first; the timeline by when it happened. @throws {PlainProblem} */
  async of(actor: Actor, number: string, kind: ItemKind | undefined): Promise<IncidentItems> {
    const { id } = await this.reading.open(actor, number);
    const rows = await this.dataSource.query<ItemRow[]>(
      `SELECT ${COLUMNS} FROM ${TABLES}
        WHERE item.incident_id IN ${familyOf('$1', '$3')} AND item.removed_at IS NULL AND ($2::text IS NULL OR item.kind = $2)
        ORDER BY coalesce(item.data->>'at', ''), item.created_at, item.id LIMIT ${MAX_ITEMS}`,
      [id, kind ?? null, actor.accountId],
    );
    return { items: rows.map(view) };
  }

  /** Adding what has the same `clientId` once more adds nothing. @throws {PlainProblem} */
  async add(actor: Actor, number: string, wish: AddItem): Promise<IncidentItem> {
    let id: string = randomUUID();
    await this.desk.change(actor, number, async (moment) => {
      const known = await sameClient(moment, wish.clientId);
      if (known !== undefined) id = known;
      return known === undefined ? addItem(moment, id, wish) : null;
    });
    return this.load(this.dataSource.manager, id);
  }

  /** @throws {IncidentConflict | InvalidRequest | PlainProblem} */
  async set(actor: Actor, number: string, id: string, wish: SetItemField): Promise<IncidentItem> {
    await this.desk.change(actor, number, async (moment) => setItemField(moment, await itemOf(moment, id), wish));
    return this.load(this.dataSource.manager, id);
  }

  /** Can be taken back with {@link restore}. @throws {PlainProblem} */
  async remove(actor: Actor, number: string, id: string): Promise<void> {
    await this.desk.change(actor, number, async (moment) => setRemoved(moment, await itemOf(moment, id), moment.now));
  }

  /** @throws {PlainProblem} */
  async restore(actor: Actor, number: string, id: string): Promise<IncidentItem> {
    await this.desk.change(actor, number, async (moment) => setRemoved(moment, await itemOf(moment, id), null));
    return this.load(this.dataSource.manager, id);
  }

  private async load(manager: EntityManager, id: string): Promise<IncidentItem> {
    const [row] = await manager.query<ItemRow[]>(`SELECT ${COLUMNS} FROM ${TABLES} WHERE item.id = $1`, [id]);
    return view(row!);
  }
}

/** Writes one; also used where Tocsin itself adds some. */
export async function insertItem(
  { actor, incident, now, manager }: IncidentMoment,
  item: Pick<IncidentItemEntity, 'kind' | 'data'> &
    Partial<Pick<IncidentItemEntity, 'id' | 'clientId' | 'isAutomatic'>>,
): Promise<void> {
  const by = actor.accountId;
  const row = {
    id: randomUUID(),
    incidentId: incident.id,
    isAutomatic: false,
    clientId: null,
    marks: {},
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    updatedBy: by,
    removedAt: null,
    ...item,
    data: item.kind === 'indicator' ? typed(item.data) : item.data,
  };
  // Its type of JSON columns knows no values that are not known.
  await manager.getRepository(IncidentItemEntity).insert(row as object);
}

async function sameClient(
  { incident, manager }: IncidentMoment,
  clientId: string | undefined,
): Promise<string | undefined> {
  if (clientId === undefined) return undefined;
  const known = await manager.getRepository(IncidentItemEntity).findOneBy({ incidentId: incident.id, clientId });
  return known?.id;
}

async function addItem(moment: IncidentMoment, id: string, { kind, data, clientId }: AddItem): Promise<Deed> {
  if (kind === 'veris') assertVerisTag(data.tag);
  await insertItem(moment, { id, kind, data, clientId: clientId ?? null });
  return { action: `item.${kind}.add`, subject: wordsOf(data), after: data, parts: ['items', 'head'] };
}

function typed(data: Record<string, unknown>): Record<string, unknown> {
  const value = refang(String(data['value']));
  const type = data['type'] === 'auto' || data['type'] === undefined ? indicatorType(value) : data['type'];
  return { ...data, value, type };
}

/** Also one of what was merged into the incident. */
async function itemOf({ actor, incident, manager }: IncidentMoment, id: string): Promise<IncidentItemEntity> {
  const item = await manager
    .getRepository(IncidentItemEntity)
    .createQueryBuilder('item')
    .where(`item.id = :id AND item.incident_id IN ${familyOf(':incident', ':viewer')}`, {
      id,
      incident: incident.id,
      viewer: actor.accountId,
    })
    .getOne();
  if (item !== null) return item;
  throw new PlainProblem('not_found', 'incident.item_not_found', 'There is no such item in this incident.');
}

async function setItemField(
  { actor, now, manager }: IncidentMoment,
  item: IncidentItemEntity,
  { field, seen, value }: SetItemField,
): Promise<Deed | null> {
  const present = item.data[field];
  if (isDeepStrictEqual(present, value)) return null;
  if (!isDeepStrictEqual(present ?? null, seen ?? null))
    throw await conflictOf(manager, field, { value: present, marks: item.marks });
  const data = checked(item.kind as ItemKind, { ...item.data, [field]: value });
  const marks = { ...item.marks, [field]: { by: actor.accountId, at: now.toISOString() } };
  const change = {
    data: item.kind === 'indicator' ? typed(data) : data,
    marks,
    updatedAt: now,
    updatedBy: actor.accountId,
  };
  await manager.getRepository(IncidentItemEntity).update({ id: item.id }, change as object);
  const [before, after] = [{ [field]: present ?? null }, { [field]: value }];
  return { action: `item.${item.kind}.${field}`, ...told(item), before, after };
}

/** @throws {InvalidRequest | PlainProblem} when its kind has no such field, or not with such a value. */
function checked(kind: ItemKind, data: Record<string, unknown>): Record<string, unknown> {
  const parsed = itemDataSchemas[kind].safeParse(data);
  if (!parsed.success) throw new InvalidRequest(parsed.error.issues);
  if ('tag' in parsed.data) assertVerisTag(parsed.data.tag);
  return parsed.data;
}

async function setRemoved(
  { actor, now, manager }: IncidentMoment,
  item: IncidentItemEntity,
  removedAt: Date | null,
): Promise<Deed | null> {
  if ((item.removedAt === null) === (removedAt === null)) return null;
  const change = { removedAt, updatedAt: now, updatedBy: actor.accountId };
  await manager.getRepository(IncidentItemEntity).update({ id: item.id }, change);
  const verb = removedAt === null ? 'restore' : 'remove';
  return { action: `item.${item.kind}.${verb}`, ...told(item) };
}

/** What any deed says of it. */
function told({ data, incidentId: owner }: IncidentItemEntity): Pick<Deed, 'subject' | 'owner' | 'parts'> {
  return { subject: wordsOf(data), owner, parts: ['items', 'head'] };
}

function wordsOf(data: object): string {
  const { title, value, tag } = data as Partial<Record<string, string>>;
  return (title ?? value ?? tag ?? '').slice(0, 300);
}

function view({ createdAt, updatedAt, removedAt, ...row }: ItemRow): IncidentItem {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    removedAt: removedAt?.toISOString() ?? null,
  };
}
