import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the hand-over of a shift knows of people: when they left, and with what they are done. */
export class CreateHome1795515000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_seen (
        account_id uuid NOT NULL,
        seen_at timestamptz NOT NULL,
        CONSTRAINT account_seen_pkey PRIMARY KEY (account_id),
        CONSTRAINT account_seen_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      INSERT INTO account_seen SELECT account_id, max(last_seen_at) FROM session GROUP BY account_id`);
    await runner.query(`
      CREATE TABLE home_done (
        account_id uuid NOT NULL,
        key text NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT home_done_pkey PRIMARY KEY (account_id, key),
        CONSTRAINT home_done_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`ALTER TABLE session ADD COLUMN previous_seen_at timestamptz`);
    await runner.query(`CREATE INDEX alert_created_at_idx ON alert (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX alert_created_at_idx`);
    await runner.query(`ALTER TABLE session DROP COLUMN previous_seen_at`);
    await runner.query(`DROP TABLE home_done`);
    await runner.query(`DROP TABLE account_seen`);
  }
}
