import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By the clock of the database: front ends and workers whose clocks are wrong do not make batches late. */
export class TellWhenClaimsWereCounted1795517000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger_claim ADD COLUMN counted_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger_claim DROP COLUMN counted_at`);
  }
}
