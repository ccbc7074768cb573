import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that firewalls fetch, those that must never be blocked, and who fetched when. */
export class CreateBlockLists1795505100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE list DROP CONSTRAINT list_kind_check,
        ADD CONSTRAINT list_kind_check
          CHECK (kind IN ('watchlist', 'vip', 'threat_indicator', 'asset', 'identity', 'block', 'allow'))`);
    await runner.query(`
      CREATE TABLE block_export (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        list_id uuid NOT NULL REFERENCES list ON DELETE CASCADE,
        name text NOT NULL,
        holds text NOT NULL CONSTRAINT block_export_holds_check CHECK (holds IN ('addresses', 'domains')),
        token_hash text CONSTRAINT block_export_token_hash_key UNIQUE,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES account,
        renewed_at timestamptz,
        revoked_at timestamptz,
        etag text NOT NULL DEFAULT '',
        changed_at timestamptz
      )`);
    await runner.query('CREATE INDEX block_export_list_id_idx ON block_export (list_id)');
    await runner.query(`
      CREATE TABLE block_fetch (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        export_id uuid NOT NULL REFERENCES block_export ON DELETE CASCADE,
        at timestamptz NOT NULL,
        address text NOT NULL,
        agent text NOT NULL,
        was_current boolean NOT NULL,
        lines int NOT NULL
      )`);
    await runner.query('CREATE INDEX block_fetch_export_id_id_idx ON block_fetch (export_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE block_fetch, block_export');
    await runner.query(`DELETE FROM list WHERE kind IN ('block', 'allow')`);
    await runner.query(`
      ALTER TABLE list DROP CONSTRAINT list_kind_check,
        ADD CONSTRAINT list_kind_check
          CHECK (kind IN ('watchlist', 'vip', 'threat_indicator', 'asset', 'identity'))`);
  }
}
