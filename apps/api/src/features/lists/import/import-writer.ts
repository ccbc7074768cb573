import { ListEntryEntity, type ListEntity } from '@tocsin/database';
import type { BlockGuard } from '@tocsin/lists';
import { In, IsNull, type QueryRunner } from 'typeorm';

import type { EntryRow } from '../entries/entry-row';
import type { EntryWriter, Written } from '../entries/entry-writer';

/** Removed at once: few enough that others who change lists do not wait. */
const CHUNK = 5_000;

/** Marks which entries the import met: in a table of this connection, which costs the others nothing. */
const MARK = `
  INSERT INTO list_import_seen
    SELECT id FROM list_entry entry JOIN unnest($2::text[], $3::text[]) AS given (kind, key) USING (kind, key)
      WHERE list_id = $1
    ON CONFLICT DO NOTHING`;
const COLLECT = `
  CREATE TEMPORARY TABLE list_import_gone AS
    SELECT id FROM list_entry entry
      WHERE list_id = '%s' AND removed_at IS NULL AND (expires_at IS NULL OR expires_at > $1) AND created_at <= $1
        AND NOT EXISTS (SELECT FROM list_import_seen seen WHERE seen.id = entry.id)`;
const TAKE = `
  DELETE FROM list_import_gone WHERE id IN (SELECT id FROM list_import_gone LIMIT ${CHUNK}) RETURNING id`;

/** What is imported where. */
export interface ImportOrder {
  readonly list: ListEntity;
  /** Account that does it. */
  readonly by: string;
  readonly isReplacing: boolean;
  /** What must not come onto the list. */
  readonly guard: BlockGuard | undefined;
}

/** Writes an import over one connection, piece by piece, each in a transaction of its own. */
export class ImportWriter {
  constructor(
    private readonly runner: QueryRunner,
    private readonly writer: EntryWriter,
    private readonly order: ImportOrder,
  ) {}

  get guard(): BlockGuard | undefined {
    return this.order.guard;
  }

  async begin(): Promise<void> {
    if (!this.order.isReplacing) return;
    await this.runner.query('DROP TABLE IF EXISTS pg_temp.list_import_seen, pg_temp.list_import_gone');
    await this.runner.query('CREATE TEMPORARY TABLE list_import_seen (id uuid PRIMARY KEY)');
  }

  /** @param rows each term once. */
  write(rows: readonly EntryRow[]): Promise<Written> {
    return this.runner.manager.transaction(async (manager) => {
      const written = await this.writer.write(manager, this.order.list, rows, this.order.by);
      const columns = [rows.map(({ kind }) => kind), rows.map(({ key }) => key)];
      if (this.order.isReplacing) await manager.query(MARK, [this.order.list.id, ...columns]);
      return written;
    });
  }

  /**
   * Ends every entry that was there when the import began and that it did not meet: of a feed it is over and can still be seen,
   * of other lists it is removed.
   */
  async endOthers(startedAt: Date, now: Date): Promise<number> {
    await this.runner.query(COLLECT.replace('%s', this.order.list.id).replaceAll('$1', `'${startedAt.toISOString()}'`));
    const change = this.order.list.kind === 'threat_indicator' ? { expiresAt: now } : { removedAt: now };
    for (let ended = 0; ;) {
      const [rows] = await this.runner.manager.query<[{ id: string }[], number]>(TAKE);
      if (rows.length === 0) return ended;
      const ids = rows.map(({ id }) => id);
      await this.runner.manager.getRepository(ListEntryEntity).update({ id: In(ids), removedAt: IsNull() }, change);
      ended += rows.length;
    }
  }
}
