import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions by single sign-on end earlier, and are ended at the provider with the ID token that it gave. */
export class RememberProviderSessions1795516100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session ADD COLUMN id_token text, ADD COLUMN ends_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE session DROP COLUMN id_token, DROP COLUMN ends_at');
  }
}
