import { Injectable } from '@nestjs/common';
import { DatabaseReady } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { LastSeenStore, type PruneLimits, type SeenRow } from './last-seen-store';

/** One worker at a time folds, so that revisions become visible in their order and a reader misses none. */
const LOCK = `SELECT pg_try_advisory_xact_lock(hashtext('tocsin last seen')) AS is_ours`;
/** Batches taken at once; what is more waits for the next time. */
const PORTION = 20_000;
const FOLD = `
  WITH taken AS (
    DELETE FROM sighting_journal WHERE id IN (SELECT id FROM sighting_journal ORDER BY id LIMIT ${PORTION})
    RETURNING sightings
  ), seen AS (
    SELECT one.list, one.key, min(one.first) AS first, max(one.last) AS last, sum(one.count) AS count,
      (array_agg(one."eventId" ORDER BY one.last DESC, one."eventId" DESC))[1] AS event_id
    FROM taken, jsonb_to_recordset(taken.sightings)
      AS one (list text, key text, count bigint, first timestamptz, last timestamptz, "eventId" text)
    GROUP BY one.list, one.key
  ), written AS (
  INSERT INTO last_seen (list, key, first_seen, last_seen, count, last_event_id, revision)
  SELECT list, key, first, last, count, event_id, nextval('last_seen_revision') FROM seen
  ON CONFLICT (list, key) DO UPDATE SET
    first_seen = least(last_seen.first_seen, excluded.first_seen),
    last_seen = greatest(last_seen.last_seen, excluded.last_seen),
    count = last_seen.count + excluded.count,
    last_event_id = CASE WHEN excluded.last_seen >= last_seen.last_seen THEN excluded.last_event_id ELSE last_seen.last_event_id END,
    revision = excluded.revision
  RETURNING 1
  )
  SELECT count(*)::int AS written FROM written`;
const CHANGED = `
  SELECT list, key, last_seen AS last, revision::text AS revision FROM last_seen
  WHERE revision > $1 ORDER BY revision LIMIT $2`;
const DELETE_OLD = 'DELETE FROM last_seen WHERE list = $1 AND last_seen < $2';
const DELETE_OVER = `
  DELETE FROM last_seen WHERE list = $1 AND key IN (
    SELECT key FROM last_seen WHERE list = $1 ORDER BY last_seen DESC, key DESC OFFSET $2
  )`;

interface ChangedRow {
  readonly list: string;
  readonly key: string;
  readonly last: Date;
  readonly revision: string;
}

/** The lists in PostgreSQL. */
@Injectable()
export class PostgresLastSeenStore extends LastSeenStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ready: DatabaseReady,
  ) {
    super();
  }

  override async fold(): Promise<number | undefined> {
    await this.ready.whenReady();
    return this.dataSource.transaction(async (manager) => {
      const [lock] = await manager.query<{ is_ours: boolean }[]>(LOCK);
      if (lock?.is_ours !== true) return undefined;
      const [result] = await manager.query<{ written: number }[]>(FOLD);
      return result?.written ?? 0;
    });
  }

  override async changedAfter(revision: string, limit: number): Promise<readonly SeenRow[]> {
    await this.ready.whenReady();
    const rows = await this.dataSource.query<ChangedRow[]>(CHANGED, [revision, limit]);
    return rows.map(({ last, ...row }) => ({ ...row, last: last.toISOString() }));
  }

  override async prune({ list, before, maxKeys }: PruneLimits): Promise<number> {
    const [, old] = await this.dataSource.query<[unknown, number]>(DELETE_OLD, [list, before]);
    const [, over] = await this.dataSource.query<[unknown, number]>(DELETE_OVER, [list, maxKeys]);
    return old + over;
  }

  override async sizes(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ list: string; keys: number }[]>(
      'SELECT list, count(*)::int AS keys FROM last_seen GROUP BY list',
    );
    return new Map(rows.map(({ list, keys }) => [list, keys]));
  }
}
