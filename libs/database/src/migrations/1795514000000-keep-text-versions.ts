import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shared texts: how they stood before, and their words for the search. */
export class KeepTextVersions1795514000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE text_version (
        text_id text NOT NULL,
        seq int NOT NULL,
        content text NOT NULL,
        authors uuid array NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT text_version_pkey PRIMARY KEY (text_id, seq)
      )`);
    await runner.query(`
      CREATE TABLE text_content (
        text_id text NOT NULL,
        owner text NOT NULL,
        content text NOT NULL,
        is_stale boolean NOT NULL,
        CONSTRAINT text_content_pkey PRIMARY KEY (text_id)
      )`);
    await runner.query('CREATE INDEX text_content_owner ON text_content (owner)');
    await runner.query('CREATE INDEX text_content_stale ON text_content (text_id) WHERE is_stale');
    // The words of texts that are there already are read by the first api that starts.
    await runner.query(`
      INSERT INTO text_content (text_id, owner, content, is_stale)
      SELECT DISTINCT text_id, substring(text_id FROM '^[^/]+/[^/]+'), '', true FROM text_update`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE text_content, text_version');
  }
}
