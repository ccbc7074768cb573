import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_ACCOUNT = (table: string) =>
  `CONSTRAINT ${table}_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE`;

export class CreateSecondFactors1795504100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE authenticator (
        account_id uuid CONSTRAINT authenticator_pkey PRIMARY KEY,
        sealed_secret bytea NOT NULL,
        last_step int NOT NULL,
        confirmed_at timestamptz,
        ${OF_ACCOUNT('authenticator')}
      )`);
    await runner.query(`
      CREATE TABLE recovery_code (
        account_id uuid NOT NULL,
        hash text NOT NULL,
        used_at timestamptz,
        CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, hash),
        ${OF_ACCOUNT('recovery_code')}
      )`);
    await runner.query(`
      CREATE TABLE sign_in_step (
        id text CONSTRAINT sign_in_step_pkey PRIMARY KEY,
        account_id uuid NOT NULL,
        proof text NOT NULL,
        expires_at timestamptz NOT NULL,
        ${OF_ACCOUNT('sign_in_step')}
      )`);
    await runner.query(`CREATE INDEX sign_in_step_account_id_idx ON sign_in_step (account_id)`);
    await runner.query(`CREATE INDEX sign_in_step_expires_at_idx ON sign_in_step (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sign_in_step', 'recovery_code', 'authenticator']) await runner.query(`DROP TABLE ${table}`);
  }
}
