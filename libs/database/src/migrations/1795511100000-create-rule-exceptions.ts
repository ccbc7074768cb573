import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a filter was made from an alert, who answers for it, and until when it is at work. */
export class CreateRuleExceptions1795511100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_exception (
        id text PRIMARY KEY REFERENCES rule ON DELETE CASCADE,
        rule_id text NOT NULL,
        alert text NOT NULL,
        conditions jsonb NOT NULL,
        reason text NOT NULL,
        owner_id uuid NOT NULL REFERENCES account,
        ends_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES account
      )`);
    await runner.query('CREATE INDEX rule_exception_rule_id_idx ON rule_exception (rule_id, created_at)');
    await runner.query('CREATE INDEX rule_exception_ends_at_idx ON rule_exception (ends_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_exception');
  }
}
