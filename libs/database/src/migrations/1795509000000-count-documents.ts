import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many events the store has because of a batch, so that the store can be counted anew and compared. */
export class CountDocuments1795509000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE batch_outcome ADD COLUMN documents int`);
    await runner.query(`CREATE INDEX batch_outcome_received_at_idx ON batch_outcome (received_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX batch_outcome_received_at_idx`);
    await runner.query(`ALTER TABLE batch_outcome DROP COLUMN documents`);
  }
}
