import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Snoozes are ended when their time comes. */
export class IndexAlertSnoozes1795510200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX alert_snoozed_until_idx ON alert (snoozed_until)
      WHERE snoozed_until IS NOT NULL AND status <> 'resolved'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX alert_snoozed_until_idx');
  }
}
