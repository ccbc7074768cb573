import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles that an installation makes itself, beside those every installation has. */
export class CreateCustomRoles1795516000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE role (
        name text PRIMARY KEY,
        description text NOT NULL,
        permissions text[] NOT NULL,
        version int NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE role');
  }
}
