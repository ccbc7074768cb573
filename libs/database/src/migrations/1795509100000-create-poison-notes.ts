import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of batches that take their workers down. */
export class CreatePoisonNotes1795509100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE poison_note (
        batch_id text NOT NULL,
        claim text NOT NULL,
        at int,
        next int NOT NULL,
        guilty int[] NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT poison_note_pkey PRIMARY KEY (batch_id, claim)
      )`);
    await runner.query(`CREATE INDEX poison_note_updated_at_idx ON poison_note (updated_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE poison_note`);
  }
}
