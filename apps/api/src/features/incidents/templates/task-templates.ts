import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type CreateTaskTemplate, type TaskTemplate } from '@tocsin/api-contract';
import { AuditTrail, difference } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { AccountEntity, TaskTemplateEntity } from '@tocsin/database';
import { DataSource, In, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { stockTemplates } from './stock-templates';

const MOST = 500;

/** A template as somebody saw it. */
export interface SeenTemplate {
  readonly id: string;
  readonly seen: number;
}

/** Somebody else was faster; the caller gets to see what they made of it. */
class TemplateChanged extends DomainError {
  readonly code = 'task_template.changed';
  readonly kind = 'stale';

  constructor(override readonly current: TaskTemplate) {
    super('Somebody changed the template meanwhile. Look at it as it is now, then change it again.');
  }
}

/** Templates of tasks: those that come with Tocsin, and those of this place. */
@Injectable()
export class TaskTemplates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Own ones first, by name. */
  async list(manager: EntityManager = this.dataSource.manager): Promise<TaskTemplate[]> {
    const rows = await manager.getRepository(TaskTemplateEntity).find({ order: { name: 'ASC', id: 'ASC' } });
    return [...(await viewAll(manager, rows)), ...stockTemplates()];
  }

  /** @throws {PlainProblem} */
  async get(id: string): Promise<TaskTemplate> {
    const stock = stockTemplates().find((one) => one.id === id);
    return stock ?? view(this.dataSource.manager, await load(this.dataSource.manager, id));
  }

  /** @throws {PlainProblem} when there are too many. */
  create(by: Actor, wish: CreateTaskTemplate): Promise<TaskTemplate> {
    return this.dataSource.transaction(async (manager) => {
      const rows = manager.getRepository(TaskTemplateEntity);
      if ((await rows.count()) >= MOST) throw tooMany();
      const row = { id: randomUUID(), ...wish, version: 1, updatedAt: this.clock.now(), updatedBy: by.accountId };
      await rows.insert(row);
      const created = await view(manager, row);
      const object = { kind: 'task_template', id: row.id };
      await this.trail.record(manager, { by, action: 'task_template.create', object, after: wish });
      return created;
    });
  }

  /** Puts the template in place of what was seen, or changes nothing. @throws {TemplateChanged | PlainProblem} */
  replace(by: Actor, { id, seen }: SeenTemplate, wish: CreateTaskTemplate): Promise<TaskTemplate> {
    return this.dataSource.transaction(async (manager) => {
      const before = await load(manager, id);
      const after = { ...before, ...wish, version: seen + 1, updatedAt: this.clock.now(), updatedBy: by.accountId };
      const { affected } = await manager.getRepository(TaskTemplateEntity).update({ id, version: seen }, after);
      if (affected === 0) throw new TemplateChanged(await view(manager, before));
      const replaced = await view(manager, after);
      const changes = difference(contentOf(before), contentOf(after));
      const object = { kind: 'task_template', id };
      await this.trail.record(manager, { by, action: 'task_template.update', object, ...changes });
      return replaced;
    });
  }

  /** Tasks that were made from it stay. @throws {TemplateChanged | PlainProblem} */
  async delete(by: Actor, { id, seen }: SeenTemplate): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await load(manager, id);
      const { affected } = await manager.getRepository(TaskTemplateEntity).delete({ id, version: seen });
      if (affected === 0) throw new TemplateChanged(await view(manager, before));
      const object = { kind: 'task_template', id };
      await this.trail.record(manager, { by, action: 'task_template.delete', object, before: contentOf(before) });
    });
  }
}

async function load(manager: EntityManager, id: string): Promise<TaskTemplateEntity> {
  if (stockTemplates().some((one) => one.id === id))
    throw new PlainProblem(
      'conflict',
      'task_template.stock',
      'This template comes with Tocsin and cannot be changed. Make one of your own.',
    );
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const row = isUuid ? await manager.getRepository(TaskTemplateEntity).findOneBy({ id }) : null;
  if (row !== null) return row;
  throw new PlainProblem('not_found', 'task_template.not_found', 'There is no such template.');
}

async function view(manager: EntityManager, row: TaskTemplateEntity): Promise<TaskTemplate> {
  const [viewed] = await viewAll(manager, [row]);
  return viewed!;
}

async function viewAll(manager: EntityManager, rows: readonly TaskTemplateEntity[]): Promise<TaskTemplate[]> {
  const ids = [...new Set(rows.map(({ updatedBy }) => updatedBy))];
  const people = new Map(
    (await manager.getRepository(AccountEntity).findBy({ id: In(ids) })).map((person) => [person.id, person]),
  );
  return rows.map((row) => {
    const { username = '', displayName = '' } = people.get(row.updatedBy) ?? {};
    return {
      id: row.id,
      ...(contentOf(row) as CreateTaskTemplate),
      isStock: false,
      version: row.version,
      updatedAt: row.updatedAt.toISOString(),
      updatedBy: { id: row.updatedBy, username, displayName },
    };
  });
}

function contentOf({ name, type, phase, tasks }: TaskTemplateEntity) {
  return { name, type, phase, tasks };
}

function tooMany(): PlainProblem {
  return new PlainProblem('conflict', 'task_template.too_many', `There are ${MOST} templates. Delete some first.`);
}
