import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do the one may do the other, as if the account had been made today. */
const GRANT = `UPDATE account SET permissions = array_append(permissions, $1::text) WHERE $2 = ANY(permissions)`;

/** The audit log: a chain of rows that nobody can change without breaking it. */
export class CreateAudit1795484000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_id uuid REFERENCES account,
        actor_name text NOT NULL,
        action text NOT NULL,
        object_kind text NOT NULL,
        object_id text NOT NULL,
        before text,
        after text,
        address text,
        request_id text,
        hash text NOT NULL
      )`);
    await runner.query(`CREATE INDEX audit_entry_at_idx ON audit_entry (at)`);
    await runner.query(
      `CREATE INDEX audit_entry_object_kind_object_id_seq_idx ON audit_entry (object_kind, object_id, seq)`,
    );
    await runner.query(`CREATE INDEX audit_entry_actor_id_seq_idx ON audit_entry (actor_id, seq)`);
    await runner.query(`
      CREATE TABLE audit_head (
        id smallint PRIMARY KEY CONSTRAINT audit_head_id_check CHECK (id = 1),
        seq bigint NOT NULL,
        hash text NOT NULL
      )`);
    await runner.query(`INSERT INTO audit_head VALUES (1, 0, '')`);
    await runner.query(`
      CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The audit log is only ever appended to.';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()`);
    await runner.query(GRANT, ['audit.read', 'account.invite']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE account SET permissions = array_remove(permissions, 'audit.read')`);
    await runner.query(`DROP TABLE audit_entry, audit_head`);
    await runner.query(`DROP FUNCTION audit_is_append_only`);
  }
}
