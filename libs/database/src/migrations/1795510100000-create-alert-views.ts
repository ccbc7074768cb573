import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views of alerts that people keep under a name. */
export class CreateAlertViews1795510100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alert_view (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        name text NOT NULL,
        audience text NOT NULL,
        base text NOT NULL,
        q text NOT NULL,
        grouping text NOT NULL,
        sort text NOT NULL,
        version int NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT alert_view_pkey PRIMARY KEY (id),
        CONSTRAINT alert_view_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id),
        CONSTRAINT alert_view_audience_check CHECK (audience IN ('private', 'team'))
      )`);
    await runner.query('CREATE INDEX alert_view_owner_id_idx ON alert_view (owner_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alert_view');
  }
}
