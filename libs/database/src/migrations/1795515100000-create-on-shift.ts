import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is on shift. */
export class CreateOnShift1795515100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE on_shift (
        account_id uuid NOT NULL,
        session_id text NOT NULL,
        started_at timestamptz NOT NULL,
        place text,
        seen_at timestamptz NOT NULL,
        CONSTRAINT on_shift_pkey PRIMARY KEY (account_id),
        CONSTRAINT on_shift_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
        CONSTRAINT on_shift_session_id_fkey FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX on_shift_session_id_idx ON on_shift (session_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE on_shift`);
  }
}
