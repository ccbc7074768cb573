import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens of people for scripts. */
export class CreatePersonalTokens1795509300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE personal_token (
        id uuid NOT NULL,
        account_id uuid NOT NULL,
        name text NOT NULL,
        hash text NOT NULL,
        permissions text[] NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        last_used_at timestamptz,
        last_address text,
        CONSTRAINT personal_token_pkey PRIMARY KEY (id),
        CONSTRAINT personal_token_hash_key UNIQUE (hash),
        CONSTRAINT personal_token_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX personal_token_account_id_idx ON personal_token (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE personal_token`);
  }
}
