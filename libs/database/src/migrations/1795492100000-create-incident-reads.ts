import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIncidentReads1795492100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_read (
        incident_id uuid NOT NULL,
        account_id uuid NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT incident_read_pkey PRIMARY KEY (incident_id, account_id),
        CONSTRAINT incident_read_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_read_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE incident_read');
  }
}
