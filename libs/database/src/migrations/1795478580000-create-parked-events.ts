import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What could not be stored waits here with its bytes; one row per place in a batch, so that a redelivery parks nothing twice. */
export class CreateParkedEvents1795478580000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parked_event (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        batch_id text NOT NULL,
        position int NOT NULL,
        event_id text NOT NULL,
        source text NOT NULL,
        stage text NOT NULL,
        reason_code text NOT NULL,
        reason text NOT NULL,
        bytes bytea NOT NULL,
        received_at timestamptz NOT NULL,
        parked_at timestamptz NOT NULL,
        UNIQUE (batch_id, position)
      )`);
    await runner.query('CREATE INDEX parked_event_parked_at_id_idx ON parked_event (parked_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE parked_event');
  }
}
