import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { ListEntryEntity, type ListEntity } from '@tocsin/database';
import type { BlockGuard } from '@tocsin/lists';
import { DataSource, IsNull, type EntityManager, type QueryRunner } from 'typeorm';

import { GuardList } from '../block/guard-list';
import type { EntryRow } from './entry-row';

const DAY_MS = 86_400_000;

/** What became of rows that were written. */
export interface Written {
  readonly added: number;
  readonly updated: number;
}

/**
 * A row that says nothing new is not written: it would reach every worker as a change. One that was removed comes back as if
 * it had never been there.
 */
const UPSERT = `
  INSERT INTO list_entry AS old
      (list_id, kind, key, value, facts, valid_from, expires_at, created_at, created_by)
    SELECT $1, kind, key, value, facts, valid_from, expires_at, $2, $3
      FROM unnest($4::text[], $5::text[], $6::text[], $7::jsonb[], $8::timestamptz[], $9::timestamptz[])
        AS given (kind, key, value, facts, valid_from, expires_at)
    ON CONFLICT (list_id, kind, key) DO UPDATE SET
        value = excluded.value, facts = excluded.facts, valid_from = excluded.valid_from,
        expires_at = excluded.expires_at, removed_at = NULL,
        created_at = CASE WHEN old.removed_at IS NULL THEN old.created_at ELSE excluded.created_at END,
        created_by = CASE WHEN old.removed_at IS NULL THEN old.created_by ELSE excluded.created_by END
      WHERE old.removed_at IS NOT NULL OR (old.value, old.facts, old.valid_from, old.expires_at)
        IS DISTINCT FROM (excluded.value, excluded.facts, excluded.valid_from, excluded.expires_at)
    RETURNING created_at = $2 AS is_new`;

const REMOVE = `
  UPDATE list_entry SET removed_at = $3 WHERE list_id = $1 AND id = ANY($2::uuid[]) AND removed_at IS NULL
    RETURNING value`;
/** Values of a removal that the audit log names; of the others it has the number. */
const MOST_TOLD = 100;

/** Writes entries, many at once. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly guards: GuardList,
  ) {}

  /** A connection for many writes; whoever asks for it releases it. */
  connection(): QueryRunner {
    return this.dataSource.createQueryRunner();
  }

  /** What an allow list has against entries of this list; `undefined` when nothing guards its kind. */
  async guardOf(list: ListEntity): Promise<BlockGuard | undefined> {
    return list.kind === 'block' ? this.guards.load() : undefined;
  }

  /**
   * @returns the new entries; `undefined`, and nothing is written, when the list has one of them.
   * @throws {GuardedValue} when one of them must not be blocked.
   */
  insert(list: ListEntity, rows: readonly EntryRow[], by: AuditActor): Promise<ListEntryEntity[] | undefined> {
    return this.dataSource.transaction(async (manager) => {
      // The turn that every writer takes: without it another could add the value between the look and the write.
      await manager.query('SELECT pg_advisory_xact_lock(862747)');
      const terms = rows.map(({ kind, key }) => ({ listId: list.id, kind, key, removedAt: IsNull() }));
      const entries = manager.getRepository(ListEntryEntity);
      if (await entries.existsBy(terms)) return undefined;
      if (list.kind === 'block') await this.guards.refuse(manager, rows);
      await this.write(manager, list, rows, by.accountId);
      const after = rows.map(({ value, facts, expiresAt }) => ({ value, facts, expiresAt }));
      const inserted = await entries.findBy(terms);
      await this.trail.record(manager, { by, action: 'list.add_entries', object: objectOf(list), after });
      return inserted;
    });
  }

  /** @returns how many of the entries were there. */
  remove(list: ListEntity, ids: readonly string[], by: AuditActor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const removed = await manager.query<[{ value: string }[], number]>(REMOVE, [list.id, ids, this.clock.now()]);
      const [rows, count] = removed;
      if (count === 0) return 0;
      const before = { count, values: rows.slice(0, MOST_TOLD).map(({ value }) => value) };
      await this.trail.record(manager, { by, action: 'list.remove_entries', object: objectOf(list), before });
      return count;
    });
  }

  /** @param rows each term once. An entry the list has is replaced. */
  async write(
    manager: EntityManager,
    list: ListEntity,
    rows: readonly EntryRow[],
    by: string | null,
  ): Promise<Written> {
    if (rows.length === 0) return { added: 0, updated: 0 };
    const now = this.clock.now();
    const written = await manager.query<{ is_new: boolean }[]>(UPSERT, [
      list.id,
      now,
      by,
      ...this.columns(list, rows, now),
    ]);
    const added = written.filter(({ is_new: isNew }) => isNew).length;
    return { added, updated: written.length - added };
  }

  private columns(list: ListEntity, rows: readonly EntryRow[], now: Date): unknown[] {
    const end = list.validDays === null ? null : endOfDay(now, list.validDays);
    return [
      rows.map(({ kind }) => kind),
      rows.map(({ key }) => key),
      rows.map(({ value }) => value),
      rows.map(({ facts }) => JSON.stringify(facts)),
      rows.map(({ validFrom }) => validFrom),
      rows.map(({ expiresAt }) => expiresAt ?? end),
    ];
  }
}

/** At midnight, UTC: a feed that is taken in every hour must not change every entry every hour. */
function endOfDay(now: Date, days: number): Date {
  return new Date((Math.floor(now.getTime() / DAY_MS) + 1 + days) * DAY_MS);
}

function objectOf({ name }: ListEntity) {
  return { kind: 'list', id: name };
}
