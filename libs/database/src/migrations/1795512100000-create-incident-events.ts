import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of the events that belong to incidents: they outlive the days that are deleted by age. */
export class CreateIncidentEvents1795512100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_event (
        incident_id uuid NOT NULL,
        event_id text NOT NULL,
        day text NOT NULL,
        copy text NOT NULL,
        at text NOT NULL,
        message text NOT NULL,
        source text NOT NULL,
        linked_at timestamptz NOT NULL,
        linked_by uuid NOT NULL,
        removed_at timestamptz,
        CONSTRAINT incident_event_pkey PRIMARY KEY (incident_id, event_id),
        CONSTRAINT incident_event_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_event_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES account (id)
      )`);
    await runner.query(`CREATE INDEX incident_event_incident_id_at_idx ON incident_event (incident_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE incident_event`);
  }
}
