import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in: accounts, their sessions, the one-time links that make accounts, and failed sign-ins. */
export class CreateAccess1795478400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        username text NOT NULL UNIQUE,
        display_name text NOT NULL,
        password_hash text NOT NULL,
        permissions text[] NOT NULL,
        created_at timestamptz NOT NULL,
        disabled_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE session (
        id text PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        user_agent text NOT NULL,
        address text NOT NULL
      )`);
    await runner.query('CREATE INDEX session_account_id_idx ON session (account_id)');
    await runner.query('CREATE INDEX session_expires_at_idx ON session (expires_at)');
    await runner.query(`
      CREATE TABLE invitation (
        id text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('setup', 'responder')),
        permissions text[] NOT NULL,
        created_by uuid REFERENCES account,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE login_throttle (
        key text PRIMARY KEY,
        failures int NOT NULL,
        last_failed_at timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX login_throttle_last_failed_at_idx ON login_throttle (last_failed_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE login_throttle, invitation, session, account');
  }
}
