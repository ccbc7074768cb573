import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts are found by what they are about: by as much of it as last-seen lists keep, whatever its case. */
export class IndexAlertEntity1795505200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX alert_entity_idx ON alert (left(lower(entity_value), 256), last_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX alert_entity_idx');
  }
}
