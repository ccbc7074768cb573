import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is done to all alerts that match, over a frozen set that outlives a restart. */
export class CreateAlertSets1795504000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alert_set (
        id uuid NOT NULL,
        by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        total int NOT NULL,
        state text NOT NULL,
        action jsonb,
        done_at timestamptz,
        done int NOT NULL DEFAULT 0,
        changed int NOT NULL DEFAULT 0,
        unfit int NOT NULL DEFAULT 0,
        undone int NOT NULL DEFAULT 0,
        kept int NOT NULL DEFAULT 0,
        CONSTRAINT alert_set_pkey PRIMARY KEY (id),
        CONSTRAINT alert_set_by_fkey FOREIGN KEY (by) REFERENCES account (id)
      )`);
    await runner.query(
      `CREATE INDEX alert_set_under_way_idx ON alert_set (created_at) WHERE state IN ('running', 'undoing')`,
    );
    await runner.query(`
      CREATE TABLE alert_set_member (
        set_id uuid NOT NULL,
        alert_id uuid NOT NULL,
        print bigint NOT NULL,
        outcome text,
        before jsonb,
        CONSTRAINT alert_set_member_pkey PRIMARY KEY (set_id, alert_id),
        CONSTRAINT alert_set_member_set_id_fkey FOREIGN KEY (set_id) REFERENCES alert_set (id) ON DELETE CASCADE,
        CONSTRAINT alert_set_member_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert (id) ON DELETE CASCADE
      )`);
    await runner.query(
      `CREATE INDEX alert_set_member_waiting_idx ON alert_set_member (set_id, alert_id) WHERE outcome IS NULL`,
    );
    await runner.query(
      `CREATE INDEX alert_set_member_outcome_idx ON alert_set_member (set_id, outcome, alert_id) WHERE outcome IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE alert_set_member`);
    await runner.query(`DROP TABLE alert_set`);
  }
}
