import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may send: sources and their keys. */
export class CreateSources1795478460000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE source (
        name text PRIMARY KEY,
        description text NOT NULL,
        dialect text,
        zone text NOT NULL DEFAULT 'UTC',
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE api_key (
        id text PRIMARY KEY,
        source_name text NOT NULL REFERENCES source,
        secret_hash text NOT NULL,
        description text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        created_by uuid REFERENCES account
      )`);
    await runner.query('CREATE INDEX api_key_source_name_idx ON api_key (source_name)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_key, source');
  }
}
