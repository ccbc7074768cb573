import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may take an alert may decide about it. */
const GRANT = `UPDATE account SET permissions = array_append(permissions, 'alert.handle')
  WHERE 'alert.acknowledge' = ANY(permissions)`;

/** What people decide about alerts, and everything they did to one. */
export class ExtendAlerts1795485000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alert
        ADD resolved_at timestamptz,
        ADD resolved_by uuid REFERENCES account,
        ADD verdict text,
        ADD duplicate_of uuid REFERENCES alert,
        ADD snoozed_until timestamptz,
        ADD tags text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT alert_verdict_check CHECK (
          verdict IS NULL OR (verdict IN ('true_positive', 'false_positive', 'benign', 'duplicate') AND status = 'resolved')),
        ADD CONSTRAINT alert_duplicate_of_check CHECK (duplicate_of IS NULL OR (duplicate_of <> id AND verdict = 'duplicate'))`);
    await runner.query(`
      CREATE TABLE alert_history (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        alert_id uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        by uuid REFERENCES account,
        detail jsonb NOT NULL
      )`);
    await runner.query('CREATE INDEX alert_history_alert_id_id_idx ON alert_history (alert_id, id)');
    await runner.query(GRANT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE account SET permissions = array_remove(permissions, 'alert.handle')`);
    await runner.query('DROP TABLE alert_history');
    await runner.query(`ALTER TABLE alert DROP COLUMN resolved_at, DROP COLUMN resolved_by, DROP COLUMN verdict,
      DROP COLUMN duplicate_of, DROP COLUMN snoozed_until, DROP COLUMN tags`);
  }
}
