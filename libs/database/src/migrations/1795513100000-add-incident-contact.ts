import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom to ask about what an incident affects. */
export class AddIncidentContact1795513100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE incident ADD COLUMN contact text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE incident DROP COLUMN contact`);
  }
}
