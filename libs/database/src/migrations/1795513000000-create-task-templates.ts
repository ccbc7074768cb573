import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What kind of incident one is, and tasks for each kind and phase. */
export class CreateTaskTemplates1795513000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE incident ADD COLUMN type text`);
    await runner.query(`
      CREATE TABLE task_template (
        id uuid NOT NULL,
        name text NOT NULL,
        type text,
        phase text,
        tasks jsonb NOT NULL,
        version int NOT NULL,
        updated_at timestamptz NOT NULL,
        updated_by uuid NOT NULL,
        CONSTRAINT task_template_pkey PRIMARY KEY (id),
        CONSTRAINT task_template_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES account (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE task_template`);
    await runner.query(`ALTER TABLE incident DROP COLUMN type`);
  }
}
