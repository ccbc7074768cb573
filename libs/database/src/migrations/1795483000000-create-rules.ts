import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do the one may do the other, as if the account had been made today. */
const GRANT = `UPDATE account SET permissions = array_append(permissions, $1::text) WHERE $2 = ANY(permissions)`;

/** Detection rules, whether they come from folders or were written here, with all their versions. */
export class CreateRules1795483000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_set (
        name text PRIMARY KEY,
        folder text NOT NULL,
        position int NOT NULL,
        digest text NOT NULL,
        placeholders jsonb NOT NULL,
        refused jsonb NOT NULL,
        trouble text NOT NULL DEFAULT '',
        imported_at timestamptz,
        version int NOT NULL DEFAULT 1
      )`);
    await runner.query(`
      CREATE TABLE rule (
        id text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('detection', 'correlation', 'filter')),
        set_name text REFERENCES rule_set,
        file text NOT NULL,
        text text NOT NULL,
        folder_text text,
        facts jsonb NOT NULL,
        logsource jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('enabled', 'shadow', 'disabled')),
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        updated_by uuid REFERENCES account,
        removed_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE rule_version (
        rule_id text NOT NULL REFERENCES rule ON DELETE CASCADE,
        version int NOT NULL,
        text text NOT NULL,
        state text NOT NULL,
        removed boolean NOT NULL,
        changed_at timestamptz NOT NULL,
        changed_by uuid REFERENCES account,
        PRIMARY KEY (rule_id, version)
      )`);
    await runner.query(`
      CREATE TABLE rule_count (
        rule_id text PRIMARY KEY,
        matches bigint NOT NULL,
        shadow_matches bigint NOT NULL,
        last_at timestamptz NOT NULL
      )`);
    await runner.query(GRANT, ['rule.read', 'alert.read']);
    await runner.query(GRANT, ['rule.manage', 'source.manage']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE account SET permissions = array_remove(array_remove(permissions, 'rule.read'), 'rule.manage')`,
    );
    await runner.query('DROP TABLE rule_count, rule_version, rule, rule_set');
  }
}
