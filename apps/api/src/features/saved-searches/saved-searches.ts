import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { CreateSearch, SavedSearch, UpdateSearch } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, SavedSearchEntity } from '@tocsin/database';
import { DataSource, In, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { mayShare, SearchChanged, viewSearch } from './search-view';

const MOST_OWN = 200;
const LISTED = 2_000;

/** Searches kept under a name: one's own, and those of the team. */
@Injectable()
export class SavedSearches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async list(by: Actor): Promise<SavedSearch[]> {
    const rows = await this.dataSource.getRepository(SavedSearchEntity).find({
      where: [{ ownerId: by.accountId }, { audience: 'team' }],
      order: { name: 'ASC', id: 'ASC' },
      take: LISTED,
    });
    const ids = [...new Set(rows.map(({ ownerId }) => ownerId))];
    const owners = await this.dataSource.getRepository(AccountEntity).findBy({ id: In(ids) });
    const byId = new Map(owners.map((owner) => [owner.id, owner]));
    return rows.map((row) => viewSearch(row, byId.get(row.ownerId), by));
  }

  async get(by: Actor, id: string): Promise<SavedSearch> {
    return view(this.dataSource.manager, by, await load(this.dataSource.manager, by, id));
  }

  create(by: Actor, wish: CreateSearch): Promise<SavedSearch> {
    assertMayShare(by, wish.audience);
    const now = this.clock.now();
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(SavedSearchEntity);
      if ((await rows.countBy({ ownerId: by.accountId })) >= MOST_OWN) throw tooMany();
      const row = { id: randomUUID(), ownerId: by.accountId, ...wish, version: 1, createdAt: now, updatedAt: now };
      await rows.insert(row);
      const object = { kind: 'search', id: row.id };
      await this.trail.record(manager, { by, action: 'search.create', object, after: wish });
      return view(manager, by, row);
    });
  }

  /** Changes the search as it was seen, or nothing. */
  update(by: Actor, { id, seen }: SeenSearch, wish: UpdateSearch): Promise<SavedSearch> {
    return this.dataSource.transaction(async (manager) => {
      const before = await changeable(manager, by, id);
      if (wish.audience !== undefined && wish.audience !== before.audience) assertMayShare(by, wish.audience);
      // Optional parts that were not given are absent, never undefined: they come from JSON.
      const changed = wish as Partial<CreateSearch>;
      const after = { ...before, ...changed, version: seen + 1, updatedAt: this.clock.now() };
      const { affected } = await manager.getRepository(SavedSearchEntity).update({ id, version: seen }, after);
      if (affected === 0) throw new SearchChanged(await view(manager, by, await load(manager, by, id)));
      const object = { kind: 'search', id };
      const changes = difference(contentOf(before), contentOf(after));
      await this.trail.record(manager, { by, action: 'search.update', object, ...changes });
      return view(manager, by, after);
    });
  }

  async delete(by: Actor, { id, seen }: SeenSearch): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await changeable(manager, by, id);
      const { affected } = await manager.getRepository(SavedSearchEntity).delete({ id, version: seen });
      if (affected === 0) throw new SearchChanged(await view(manager, by, await load(manager, by, id)));
      const object = { kind: 'search', id };
      await this.trail.record(manager, { by, action: 'search.delete', object, before: contentOf(before) });
    });
  }
}

/** A search as somebody saw it. */
export interface SeenSearch {
  readonly id: string;
  readonly seen: number;
}

async function load(manager: EntityManager, by: Actor, id: string): Promise<SavedSearchEntity> {
  const where = [
    { id, ownerId: by.accountId },
    { id, audience: 'team' as const },
  ];
  const row = await manager.getRepository(SavedSearchEntity).findOneBy(where);
  if (row !== null) return row;
  throw new PlainProblem('not_found', 'search.not_found', 'There is no such search among yours and those of the team.');
}

/** @throws {PlainProblem} when it is of somebody else and the right is missing. */
async function changeable(manager: EntityManager, by: Actor, id: string): Promise<SavedSearchEntity> {
  const row = await load(manager, by, id);
  if (row.ownerId !== by.accountId) assertMayShare(by, 'team');
  return row;
}

async function view(manager: EntityManager, by: Actor, row: SavedSearchEntity): Promise<SavedSearch> {
  const owner = await manager.getRepository(AccountEntity).findOneByOrFail({ id: row.ownerId });
  return viewSearch(row, owner, by);
}

function contentOf({ name, audience, q, time, columns, sort }: SavedSearchEntity) {
  return { name, audience, q, time, columns, sort };
}

function assertMayShare(by: Actor, audience: SavedSearch['audience']): void {
  if (audience === 'private' || mayShare(by)) return;
  const detail = 'Searches of the team are for those with the permission search.share. Keep it for yourself.';
  throw new PlainProblem('forbidden', 'search.share_forbidden', detail);
}

function tooMany(): PlainProblem {
  return new PlainProblem('conflict', 'search.too_many', `You keep ${MOST_OWN} searches already. Delete some first.`);
}
