import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person sees, the signals behind it, and how far scheduled rules have looked. */
export class CreateAlerts1795478640000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alert (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number bigint NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
        rule_id text NOT NULL,
        rule jsonb NOT NULL,
        severity text NOT NULL CHECK (severity IN ('informational', 'low', 'medium', 'high', 'critical')),
        title text NOT NULL,
        reason text NOT NULL,
        detector text NOT NULL,
        entity_field text,
        entity_value text,
        group_key text NOT NULL,
        status text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'in_progress', 'resolved')),
        assignee_id uuid REFERENCES account,
        acknowledged_at timestamptz,
        acknowledged_by uuid REFERENCES account,
        event_count int NOT NULL,
        signal_count int NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        revision int NOT NULL DEFAULT 1,
        proof jsonb NOT NULL,
        last_proof jsonb
      )`);
    await createAlertIndexes(runner);
    await runner.query(`
      CREATE TABLE alert_signal (
        id text PRIMARY KEY,
        alert_id uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
        at timestamptz NOT NULL,
        reason text NOT NULL,
        proof jsonb NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX alert_signal_alert_id_at_idx ON alert_signal (alert_id, at)');
    await runner.query(`
      CREATE TABLE detection_checkpoint (
        rule_id text PRIMARY KEY,
        covered_until timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE detection_checkpoint, alert_signal, alert');
  }
}

/** The list pages by latest event time; most days most alerts are resolved, so the open ones have an index of their own. */
async function createAlertIndexes(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE INDEX alert_last_at_id_idx ON alert (last_at, id)');
  await runner.query(`CREATE INDEX alert_unresolved_last_at_id_idx ON alert (last_at, id) WHERE status <> 'resolved'`);
  await runner.query('CREATE INDEX alert_rule_id_group_key_last_at_idx ON alert (rule_id, group_key, last_at)');
  await runner.query('CREATE INDEX alert_updated_at_idx ON alert (updated_at)');
}
