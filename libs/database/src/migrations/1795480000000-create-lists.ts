import type { MigrationInterface, QueryRunner } from 'typeorm';

import { LIST_REVISIONS } from './list-revisions';

const FROM_WATCHLISTS = `
  INSERT INTO list (id, name, kind, description, signal_level, created_at)
    SELECT gen_random_uuid(), name, 'watchlist', description, 'high', created_at FROM watchlist`;

/** Errors of a cast leave the value as it is: the old table took any text. */
const KEY_OF = `
  CREATE OR REPLACE FUNCTION pg_temp.key_of(kind text, value text) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    IF kind = 'cidr' THEN RETURN network(value::inet)::text; END IF;
    IF kind = 'domain' THEN RETURN regexp_replace(rtrim(lower(btrim(value)), '.'), '^(\\*\\.|\\.)', ''); END IF;
    RETURN regexp_replace(host(btrim(value)::inet), '^::ffff:(\\d+\\.\\d+\\.\\d+\\.\\d+)$', '\\1');
  EXCEPTION WHEN others THEN
    RETURN regexp_replace(lower(btrim(value)), '\\.$', '');
  END $$`;

const FROM_ENTRIES = `
  INSERT INTO list_entry (list_id, kind, key, value, facts, expires_at, created_at, created_by)
    SELECT list.id, entry.kind, pg_temp.key_of(entry.kind, value), value,
        jsonb_build_object('reason', reason, 'reference', reference), expires_at, entry.created_at, created_by
      FROM watchlist_entry entry JOIN list ON list.name = watchlist_name
    ON CONFLICT (list_id, kind, key) DO NOTHING`;

const INTO_WATCHLISTS = `
  INSERT INTO watchlist (name, description, created_at)
    SELECT name, description, created_at FROM list WHERE kind = 'watchlist' AND removed_at IS NULL`;

const INTO_ENTRIES = `
  INSERT INTO watchlist_entry (watchlist_name, kind, value, reason, reference, expires_at, created_at, created_by)
    SELECT name, entry.kind, value, coalesce(facts->>'reason', ''), coalesce(facts->>'reference', ''),
        expires_at, entry.created_at, created_by
      FROM list_entry entry JOIN list ON list.id = list_id
      WHERE list.kind = 'watchlist' AND entry.kind <> 'regex'
        AND list.removed_at IS NULL AND entry.removed_at IS NULL
    ON CONFLICT DO NOTHING`;

/** One table for every kind of list, and revisions by which workers ask for what changed. Watchlists become one of the kinds. */
export class CreateLists1795480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE list (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('watchlist', 'vip', 'threat_indicator', 'asset', 'identity')),
        description text NOT NULL,
        signal_level text CHECK (signal_level IN ('informational', 'low', 'medium', 'high', 'critical')),
        valid_days int,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        version int NOT NULL DEFAULT 1,
        revision bigint NOT NULL
      )`);
    await runner.query('CREATE UNIQUE INDEX list_name_idx ON list (name) WHERE removed_at IS NULL');
    await runner.query(`
      CREATE TABLE list_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        list_id uuid NOT NULL REFERENCES list ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('exact', 'cidr', 'domain', 'regex')),
        key text NOT NULL,
        value text NOT NULL,
        facts jsonb NOT NULL,
        valid_from timestamptz,
        expires_at timestamptz,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES account,
        removed_at timestamptz,
        revision bigint NOT NULL,
        UNIQUE (list_id, kind, key)
      )`);
    await runner.query('CREATE INDEX list_entry_revision_idx ON list_entry (revision)');
    await runner.query('CREATE INDEX list_entry_list_id_created_at_id_idx ON list_entry (list_id, created_at, id)');
    for (const statement of [...LIST_REVISIONS, FROM_WATCHLISTS, KEY_OF, FROM_ENTRIES]) await runner.query(statement);
    await runner.query('DROP TABLE watchlist_entry, watchlist');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE watchlist (name text PRIMARY KEY, description text NOT NULL, created_at timestamptz NOT NULL)',
    );
    await runner.query(`
      CREATE TABLE watchlist_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        watchlist_name text NOT NULL REFERENCES watchlist ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('exact', 'cidr', 'domain')),
        value text NOT NULL,
        reason text NOT NULL,
        reference text NOT NULL,
        expires_at timestamptz,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES account,
        UNIQUE (watchlist_name, kind, value)
      )`);
    for (const statement of [INTO_WATCHLISTS, INTO_ENTRIES]) await runner.query(statement);
    await runner.query('DROP TABLE list_entry, list');
    await runner.query('DROP FUNCTION list_take_turn, list_next_revision');
    await runner.query('DROP SEQUENCE list_revision');
  }
}
