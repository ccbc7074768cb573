import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which hosts or fields are missing: it is over when these are back, not when others are looked at. */
export class NameSubjectsOfAlarms1795517100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE source_alarm ADD COLUMN subjects jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE source_alarm DROP COLUMN subjects`);
  }
}
