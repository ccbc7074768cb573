import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { DomainError, type ListEntry, type SetEntryEnd } from '@tocsin/api-contract';
import { AuditTrail } from '@tocsin/audit';
import { ListEntryEntity, type ListEntity } from '@tocsin/database';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { GuardList } from '../block/guard-list';
import { viewEntry } from './view-entry';

/** Somebody else gave the entry another end; the caller gets to see it. */
class EntryChanged extends DomainError {
  readonly code = 'list.entry_changed';
  readonly kind = 'conflict';

  constructor(override readonly current: ListEntry) {
    super(
      `Somebody changed the end of ${current.value} in the meantime. Look at it as it is now, then change it again.`,
    );
  }
}

/** Changes entries that are there, or were. */
@Injectable()
export class EntryChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly guards: GuardList,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws {EntryChanged} when it does not end as the caller saw it. */
  setEnd(by: Actor, list: ListEntity, id: string, { expiresAt, was }: SetEntryEnd): Promise<ListEntry> {
    if (list.kind === 'block' && expiresAt === null)
      throw new PlainProblem('invalid', 'list.needs_end', 'What is blocked is always blocked for a time. Give an end.');
    return this.dataSource.transaction(async (manager) => {
      await takeTurn(manager);
      const row = await this.find(manager, { id, listId: list.id, removedAt: IsNull() });
      if (millisOf(row.expiresAt) !== (was === null ? null : Date.parse(was))) throw new EntryChanged(viewEntry(row));
      const end = expiresAt === null ? null : new Date(expiresAt);
      await manager.getRepository(ListEntryEntity).update({ id }, { expiresAt: end });
      const before = { value: row.value, expiresAt: row.expiresAt };
      const after = { value: row.value, expiresAt: end };
      await this.trail.record(manager, { by, action: 'list.set_entry_end', object: objectOf(list), before, after });
      return viewEntry({ ...row, expiresAt: end });
    });
  }

  /** Puts an entry back that was removed in the last days, as it was. */
  restore(by: Actor, list: ListEntity, id: string): Promise<ListEntry> {
    return this.dataSource.transaction(async (manager) => {
      await takeTurn(manager);
      const row = await this.find(manager, { id, listId: list.id, removedAt: Not(IsNull()) });
      if (list.kind === 'block') await this.guards.refuse(manager, [row]);
      await manager.getRepository(ListEntryEntity).update({ id }, { removedAt: null });
      const after = { value: row.value, facts: row.facts, expiresAt: row.expiresAt };
      await this.trail.record(manager, { by, action: 'list.restore_entry', object: objectOf(list), after });
      return viewEntry(row);
    });
  }

  private async find(manager: EntityManager, where: object): Promise<ListEntryEntity> {
    const row = await manager.getRepository(ListEntryEntity).findOneBy(where);
    if (row !== null) return row;
    throw new PlainProblem('not_found', 'list.entry_not_found', 'The list holds no such entry.');
  }
}

/** The turn that every writer of lists takes; see the migration. */
async function takeTurn(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(862747)');
}

function millisOf(time: Date | null): number | null {
  return time === null ? null : time.getTime();
}

function objectOf({ name }: ListEntity) {
  return { kind: 'list', id: name };
}
