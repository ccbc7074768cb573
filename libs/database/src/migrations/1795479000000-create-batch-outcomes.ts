import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of each batch; asked for by receipt, deleted by age. One row for each time a batch was accepted: a redelivery
 * finds its row, a request that its sender sent again gets one of its own.
 */
export class CreateBatchOutcomes1795479000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_outcome (
        batch_id text NOT NULL,
        claim text NOT NULL,
        source text NOT NULL,
        events int NOT NULL,
        stored int NOT NULL,
        duplicate int NOT NULL,
        parked int NOT NULL,
        dropped jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (batch_id, claim)
      )`);
    await runner.query('CREATE INDEX batch_outcome_recorded_at_idx ON batch_outcome (recorded_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_outcome');
  }
}
