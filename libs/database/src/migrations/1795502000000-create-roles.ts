import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what somebody might do so far. Sets of permissions other than ours become the nearest role that has no more of what is dangerous. */
const ROLES = `CASE
  WHEN permissions @> ARRAY['account.manage', 'source.manage', 'rule.manage'] THEN ARRAY['admin']
  WHEN permissions @> ARRAY['source.manage', 'rule.manage'] THEN ARRAY['engineer']
  WHEN permissions @> ARRAY['account.invite', 'audit.read', 'alert.handle'] THEN ARRAY['lead']
  WHEN permissions @> ARRAY['alert.handle'] THEN ARRAY['responder']
  ELSE ARRAY['viewer'] END`;

/** Accounts have roles, and roles have permissions. */
export class CreateRoles1795502000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['account', 'invitation']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN roles text[]`);
      await runner.query(`UPDATE ${table} SET roles = ${ROLES}`);
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN roles SET NOT NULL, DROP COLUMN permissions`);
    }
    await runner.query(`ALTER TABLE account ADD COLUMN rights_version int NOT NULL DEFAULT 1`);
    await runner.query(`ALTER TABLE account ALTER COLUMN rights_version DROP DEFAULT`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account DROP COLUMN rights_version`);
    for (const table of ['account', 'invitation']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN permissions text[] NOT NULL DEFAULT '{}', DROP COLUMN roles`);
      await runner.query(`ALTER TABLE ${table} ALTER COLUMN permissions DROP DEFAULT`);
    }
  }
}
