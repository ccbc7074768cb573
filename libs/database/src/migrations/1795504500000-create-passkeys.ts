import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePasskeys1795504500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkey (
        id text CONSTRAINT passkey_pkey PRIMARY KEY,
        account_id uuid NOT NULL,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        CONSTRAINT passkey_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX passkey_account_id_idx ON passkey (account_id)`);
    await runner.query(`
      CREATE TABLE passkey_challenge (
        id text CONSTRAINT passkey_challenge_pkey PRIMARY KEY,
        account_id uuid,
        expires_at timestamptz NOT NULL,
        CONSTRAINT passkey_challenge_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX passkey_challenge_expires_at_idx ON passkey_challenge (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['passkey_challenge', 'passkey']) await runner.query(`DROP TABLE ${table}`);
  }
}
