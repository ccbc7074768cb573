import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of events that somebody asked for, and how far they came. */
export class CreateEventExports1795506100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event_export (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        q text NOT NULL,
        "from" timestamptz NOT NULL,
        "to" timestamptz NOT NULL,
        format text NOT NULL,
        columns text[] NOT NULL,
        state text NOT NULL,
        total int NOT NULL,
        written int NOT NULL,
        detail text NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT event_export_pkey PRIMARY KEY (id),
        CONSTRAINT event_export_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
        CONSTRAINT event_export_format_check CHECK (format IN ('csv', 'ndjson')),
        CONSTRAINT event_export_state_check CHECK (state IN ('ready', 'running', 'done', 'cancelled', 'failed'))
      )`);
    await runner.query(`CREATE INDEX event_export_account_id_created_at_idx ON event_export (account_id, created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE event_export`);
  }
}
