import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOidcIdentities1795504300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_identity (
        issuer text NOT NULL,
        subject text NOT NULL,
        account_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT oidc_identity_pkey PRIMARY KEY (issuer, subject),
        CONSTRAINT oidc_identity_account_id_key UNIQUE (account_id),
        CONSTRAINT oidc_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE oidc_identity`);
  }
}
