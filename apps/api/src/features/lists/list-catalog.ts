import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type CreateList, type List, type ListKind, type UpdateList } from '@tocsin/api-contract';
import { AuditTrail, difference, type AuditedChange } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { isUniqueViolation, ListEntity } from '@tocsin/database';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { PermissionRequired } from '../../http/access.guard';
import { PlainProblem } from '../../http/problem';
import { ListNews } from './list-news';

/** How long a block list's entries hold when nobody says anything else. */
const BLOCK_DAYS = 30;

/** A row of the overview. */
interface Counted {
  readonly id: string;
  readonly live: number;
  readonly expired: number;
}

/** Somebody else was faster; the caller gets to see what they made of it. */
class ListChanged extends DomainError {
  readonly code = 'list.changed';
  readonly kind = 'conflict';

  constructor(override readonly current: List) {
    super(`Somebody changed the list ${current.name} in the meantime. Look at it as it is now, then change it again.`);
  }
}

/** Which lists there are. */
@Injectable()
export class ListCatalog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly news: ListNews,
    private readonly trail: AuditTrail,
  ) {}

  async list(kind?: ListKind): Promise<List[]> {
    const where = { removedAt: IsNull(), ...(kind === undefined ? {} : { kind }) };
    return this.view(await this.rows.find({ where, order: { name: 'ASC' }, take: 1_000 }));
  }

  async find(name: string): Promise<List> {
    const [list] = await this.view([await this.load(name)]);
    return list as List;
  }

  /** @throws {PlainProblem} when there is none, or none of this kind. */
  async load(name: string, kind?: ListKind): Promise<ListEntity> {
    const list = await this.rows.findOneBy({ name, removedAt: IsNull(), ...(kind === undefined ? {} : { kind }) });
    if (list !== null) return list;
    const code = kind === undefined ? 'list.not_found' : `${kind}.not_found`;
    throw new PlainProblem('not_found', code, `There is no list ${name}. Create it first.`);
  }

  /** The list, for somebody who is about to change it or what stands on it. */
  async loadToChange(by: Actor, name: string): Promise<ListEntity> {
    const list = await this.load(name);
    refuseToBlock(by, list.kind);
    return list;
  }

  async create(by: Actor, { signalLevel, ...list }: CreateList): Promise<List> {
    refuseToBlock(by, list.kind);
    const level = signalLevel === undefined ? defaultLevel(list.kind) : signalLevel;
    const validDays = list.validDays ?? (list.kind === 'block' ? BLOCK_DAYS : null);
    const after = { ...list, validDays, signalLevel: level };
    try {
      await this.dataSource.transaction(async (manager) => {
        await manager.getRepository(ListEntity).insert({ ...after, createdAt: this.clock.now() });
        await this.record(manager, by, list.name, { action: 'list.create', after });
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'list_name_idx')) throw error;
      throw new PlainProblem('conflict', 'list.exists', `There is a list ${list.name} already. Choose another name.`);
    }
    this.news.tell(list);
    return this.find(list.name);
  }

  /** Changes the list as it was seen, or nothing. */
  async update(by: Actor, name: string, { version, ...changes }: UpdateList): Promise<List> {
    const list = await this.loadToChange(by, name);
    if (list.kind === 'block' && changes.validDays === null)
      throw new PlainProblem(
        'invalid',
        'list.needs_end',
        'What is blocked is always blocked for a time. Give the days.',
      );
    const settings = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const isChanged = await this.dataSource.transaction(async (manager) => {
      const change = { ...settings, version: version + 1 };
      const { affected } = await manager.getRepository(ListEntity).update({ id: list.id, version }, change);
      if (affected === 0) return false;
      await this.record(manager, by, name, { action: 'list.update', ...difference(list, { ...list, ...settings }) });
      return true;
    });
    if (!isChanged) throw new ListChanged(await this.find(name));
    this.news.tell(list);
    return this.find(name);
  }

  /** Its entries are out of force at once; they are deleted later. */
  async remove(by: Actor, name: string): Promise<void> {
    const list = await this.loadToChange(by, name);
    await this.dataSource.transaction(async (manager) => {
      await manager.getRepository(ListEntity).update({ id: list.id }, { removedAt: this.clock.now() });
      await this.record(manager, by, name, { action: 'list.remove', before: { kind: list.kind } });
    });
    this.news.tell(list);
  }

  private record(
    manager: EntityManager,
    by: Actor,
    id: string,
    told: Pick<AuditedChange, 'action' | 'before' | 'after'>,
  ) {
    return this.trail.record(manager, { by, object: { kind: 'list', id }, ...told });
  }

  private async view(rows: readonly ListEntity[]): Promise<List[]> {
    const counts = await this.dataSource.query<Counted[]>(
      `SELECT list_id AS id, count(*) FILTER (WHERE expires_at IS NULL OR expires_at > $2)::int AS live,
          count(*) FILTER (WHERE expires_at <= $2)::int AS expired
        FROM list_entry WHERE list_id = ANY($1) AND removed_at IS NULL GROUP BY list_id`,
      [rows.map(({ id }) => id), this.clock.now()],
    );
    const byList = new Map(counts.map((counted) => [counted.id, counted]));
    return rows.map(({ id, name, kind, description, signalLevel, validDays, createdAt, version }) => ({
      ...{ name, kind, description, signalLevel, validDays, createdAt: createdAt.toISOString(), version },
      entries: byList.get(id)?.live ?? 0,
      expired: byList.get(id)?.expired ?? 0,
    }));
  }

  private get rows() {
    return this.dataSource.getRepository(ListEntity);
  }
}

function defaultLevel(kind: ListKind) {
  return kind === 'watchlist' ? 'high' : null;
}

/** What firewalls act on is not for everybody who keeps watchlists. */
function refuseToBlock(by: Actor, kind: ListKind): void {
  if ((kind !== 'block' && kind !== 'allow') || by.permissions.includes('block.manage')) return;
  throw new PermissionRequired('block.manage');
}
