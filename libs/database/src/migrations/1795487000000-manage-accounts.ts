import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do the one may do the other, as if the account had been made today. */
const GRANT = `UPDATE account SET permissions = array_append(permissions, $1::text) WHERE $2 = ANY(permissions)`;

/** Whoever may bring people in may see to it that they do not come in any more. */
export class ManageAccounts1795487000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANT, ['account.manage', 'account.invite']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE account SET permissions = array_remove(permissions, 'account.manage')`);
  }
}
