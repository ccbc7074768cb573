import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { CreateAlertView, SavedAlertView, UpdateAlertView } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, AlertViewEntity } from '@tocsin/database';
import { DataSource, In, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../http/problem';
import { mayShare, AlertViewChanged, showView } from './alert-view';

const MOST_OWN = 200;

/** Views of alerts kept under a name: one's own, and those of the team. */
@Injectable()
export class AlertViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async list(by: Actor): Promise<SavedAlertView[]> {
    const rows = await this.dataSource.getRepository(AlertViewEntity).find({
      where: [{ ownerId: by.accountId }, { audience: 'team' }],
      order: { name: 'ASC', id: 'ASC' },
    });
    const ids = [...new Set(rows.map(({ ownerId }) => ownerId))];
    const owners = await this.dataSource.getRepository(AccountEntity).findBy({ id: In(ids) });
    const byId = new Map(owners.map((owner) => [owner.id, owner]));
    return rows.map((row) => showView(row, byId.get(row.ownerId), by));
  }

  async get(by: Actor, id: string): Promise<SavedAlertView> {
    return view(this.dataSource.manager, by, await load(this.dataSource.manager, by, id));
  }

  create(by: Actor, wish: CreateAlertView): Promise<SavedAlertView> {
    assertMayShare(by, wish.audience);
    const now = this.clock.now();
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(AlertViewEntity);
      if ((await rows.countBy({ ownerId: by.accountId })) >= MOST_OWN) throw tooMany();
      const row = { id: randomUUID(), ownerId: by.accountId, ...wish, version: 1, createdAt: now, updatedAt: now };
      await rows.insert(row);
      const object = { kind: 'alert_view', id: row.id };
      await this.trail.record(manager, { by, action: 'alert_view.create', object, after: wish });
      return view(manager, by, row);
    });
  }

  /** Changes the view as it was seen, or nothing. */
  update(by: Actor, { id, seen }: SeenView, wish: UpdateAlertView): Promise<SavedAlertView> {
    return this.dataSource.transaction(async (manager) => {
      const before = await changeable(manager, by, id);
      if (wish.audience !== undefined && wish.audience !== before.audience) assertMayShare(by, wish.audience);
      // Optional parts that were not given are absent, never undefined: they come from JSON.
      const changed = wish as Partial<CreateAlertView>;
      const after = { ...before, ...changed, version: seen + 1, updatedAt: this.clock.now() };
      const { affected } = await manager.getRepository(AlertViewEntity).update({ id, version: seen }, after);
      if (affected === 0) throw new AlertViewChanged(await view(manager, by, await load(manager, by, id)));
      const object = { kind: 'alert_view', id };
      const changes = difference(contentOf(before), contentOf(after));
      await this.trail.record(manager, { by, action: 'alert_view.update', object, ...changes });
      return view(manager, by, after);
    });
  }

  async delete(by: Actor, { id, seen }: SeenView): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await changeable(manager, by, id);
      const { affected } = await manager.getRepository(AlertViewEntity).delete({ id, version: seen });
      if (affected === 0) throw new AlertViewChanged(await view(manager, by, await load(manager, by, id)));
      const object = { kind: 'alert_view', id };
      await this.trail.record(manager, { by, action: 'alert_view.delete', object, before: contentOf(before) });
    });
  }
}

/** A view as somebody saw it. */
export interface SeenView {
  readonly id: string;
  readonly seen: number;
}

async function load(manager: EntityManager, by: Actor, id: string): Promise<AlertViewEntity> {
  const where = [
    { id, ownerId: by.accountId },
    { id, audience: 'team' as const },
  ];
  const row = await manager.getRepository(AlertViewEntity).findOneBy(where);
  if (row !== null) return row;
  throw new PlainProblem(
    'not_found',
    'alert_view.not_found',
    'There is no such view among yours and those of the team.',
  );
}

/** @throws {PlainProblem} when it is of somebody else and the right is missing. */
async function changeable(manager: EntityManager, by: Actor, id: string): Promise<AlertViewEntity> {
  const row = await load(manager, by, id);
  if (row.ownerId !== by.accountId) assertMayShare(by, 'team');
  return row;
}

async function view(manager: EntityManager, by: Actor, row: AlertViewEntity): Promise<SavedAlertView> {
  const owner = await manager.getRepository(AccountEntity).findOneByOrFail({ id: row.ownerId });
  return showView(row, owner, by);
}

function contentOf({ name, audience, base, q, grouping, sort }: AlertViewEntity) {
  return { name, audience, base, q, grouping, sort };
}

function assertMayShare(by: Actor, audience: SavedAlertView['audience']): void {
  if (audience === 'private' || mayShare(by)) return;
  const detail = 'Views of the team are for those with the permission search.share. Keep it for yourself.';
  throw new PlainProblem('forbidden', 'alert_view.share_forbidden', detail);
}

function tooMany(): PlainProblem {
  return new PlainProblem('conflict', 'alert_view.too_many', `You keep ${MOST_OWN} views already. Delete some first.`);
}
