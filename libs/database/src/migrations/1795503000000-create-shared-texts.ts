import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts that several people write at once: what was changed, in order, and now and then all of it in one piece. */
export class CreateSharedTexts1795503000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE text_update (
        text_id text NOT NULL,
        seq int NOT NULL,
        update bytea NOT NULL,
        by uuid,
        at timestamptz NOT NULL,
        CONSTRAINT text_update_pkey PRIMARY KEY (text_id, seq),
        CONSTRAINT text_update_by_fkey FOREIGN KEY (by) REFERENCES account (id)
      )`);
    await runner.query(`
      CREATE TABLE text_snapshot (
        text_id text NOT NULL,
        through int NOT NULL,
        state bytea NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT text_snapshot_pkey PRIMARY KEY (text_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE text_snapshot, text_update`);
  }
}
