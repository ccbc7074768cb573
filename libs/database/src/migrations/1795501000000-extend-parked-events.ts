import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is needed to send a parked event through the pipeline once more, and who asked for it. */
export class ExtendParkedEvents1795501000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE parked_event
        ADD COLUMN claim text NOT NULL DEFAULT '',
        ADD COLUMN head jsonb NOT NULL DEFAULT '{"dialect": "json", "frontend": ""}',
        ADD COLUMN attempts int NOT NULL DEFAULT 1,
        ADD COLUMN edited bytea,
        ADD COLUMN retry_id uuid,
        ADD COLUMN sent_at timestamptz`);
    for (const column of ['claim', 'head', 'attempts'])
      await runner.query(`ALTER TABLE parked_event ALTER COLUMN ${column} DROP DEFAULT`);
    await runner.query(`CREATE INDEX parked_event_reason_code_source_idx ON parked_event (reason_code, source)`);
    await runner.query(`CREATE INDEX parked_event_source_parked_at_idx ON parked_event (source, parked_at)`);
    await runner.query(`CREATE INDEX parked_event_retry_id_idx ON parked_event (retry_id) WHERE retry_id IS NOT NULL`);
    await runner.query(`
      CREATE TABLE parked_retry (
        id uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        asked_by text NOT NULL,
        events int NOT NULL,
        CONSTRAINT parked_retry_pkey PRIMARY KEY (id)
      )`);
    await runner.query(
      `UPDATE account SET permissions = permissions || ARRAY['parked.handle', 'parked.read_raw'] WHERE 'source.manage' = ANY(permissions)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE parked_retry`);
    await runner.query(`DROP INDEX parked_event_reason_code_source_idx, parked_event_source_parked_at_idx`);
    await runner.query(`
      ALTER TABLE parked_event DROP COLUMN claim, DROP COLUMN head, DROP COLUMN attempts, DROP COLUMN edited,
        DROP COLUMN retry_id, DROP COLUMN sent_at`);
    await runner.query(
      `UPDATE account SET permissions = array_remove(array_remove(permissions, 'parked.handle'), 'parked.read_raw')`,
    );
  }
}
