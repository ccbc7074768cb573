import { Injectable } from '@nestjs/common';
import { DatabaseReady, type ListKind } from '@tocsin/database';
import type { TermKind } from '@tocsin/lists';
import { DataSource } from 'typeorm';

import { ListSource, type EntryChange, type KnownList, type Revisions } from './list-source';

/** Columns with the types the driver makes of them. */
interface EntryRow {
  readonly list_id: string;
  readonly list_kind: ListKind;
  readonly kind: TermKind;
  readonly key: string;
  readonly facts: string;
  readonly valid_from: Date | null;
  readonly expires_at: Date | null;
  readonly is_removed: boolean;
  readonly revision: string;
}

/** Nothing but the revision is asked for, so that the index on it is used whatever the planner believes of the tables. */
const CHANGES = `
  SELECT list_id, list.kind AS list_kind, entry.kind, key, facts::text AS facts, valid_from, expires_at,
      entry.removed_at IS NOT NULL AS is_removed, entry.revision
    FROM (SELECT * FROM list_entry WHERE revision > $1 ORDER BY revision LIMIT $2) entry
      JOIN list ON list.id = list_id
    ORDER BY entry.revision`;

/** Lists in PostgreSQL, as the API keeps them. */
@Injectable()
export class PostgresLists extends ListSource {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ready: DatabaseReady,
  ) {
    super();
  }

  override async revisions(): Promise<Revisions> {
    await this.ready.whenReady();
    const [row] = await this.dataSource.query<Record<keyof Revisions, string | null>[]>(
      `SELECT (SELECT max(revision) FROM list) AS lists, (SELECT max(revision) FROM list_entry) AS entries,
          (SELECT last_value FROM list_revision) AS given`,
    );
    return { lists: Number(row?.lists ?? 0), entries: Number(row?.entries ?? 0), given: Number(row?.given ?? 0) };
  }

  override async lists(kinds: readonly ListKind[]): Promise<readonly KnownList[]> {
    return this.dataSource.query<KnownList[]>(
      `SELECT id, name, kind, signal_level AS "signalLevel" FROM list WHERE removed_at IS NULL AND kind = ANY($1)`,
      [kinds],
    );
  }

  override async changes(after: number, limit: number): Promise<readonly EntryChange[]> {
    const rows = await this.dataSource.query<EntryRow[]>(CHANGES, [after, limit]);
    return rows.map(changeOf);
  }
}

function changeOf(row: EntryRow): EntryChange {
  return {
    listId: row.list_id,
    listKind: row.list_kind,
    kind: row.kind,
    key: row.key,
    facts: row.facts,
    from: row.valid_from?.getTime() ?? 0,
    until: row.expires_at?.getTime() ?? Infinity,
    isRemoved: row.is_removed,
    revision: Number(row.revision),
  };
}
