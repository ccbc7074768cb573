import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of what is open, most severe first. */
export class IndexAlertSeverityRank1795510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX alert_unresolved_severe_idx
      ON alert (array_position(ARRAY['informational', 'low', 'medium', 'high', 'critical']::text[], severity), last_at, id)
      WHERE status <> 'resolved'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX alert_unresolved_severe_idx');
  }
}
