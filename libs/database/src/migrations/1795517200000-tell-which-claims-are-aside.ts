import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Batches that are worked off after later ones. */
export class TellWhichClaimsAreAside1795517200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger_claim ADD COLUMN is_aside boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ledger_claim DROP COLUMN is_aside`);
  }
}
