import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may read events may read incidents; who may handle alerts may handle incidents. */
const GRANT = `UPDATE account SET permissions = array_append(permissions, $1::text) WHERE $2 = ANY(permissions)`;

export class CreateIncidents1795492000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_year (
        year int NOT NULL,
        last int NOT NULL,
        CONSTRAINT incident_year_pkey PRIMARY KEY (year)
      )`);
    await runner.query(`
      CREATE TABLE incident (
        id uuid NOT NULL,
        number text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        summary text NOT NULL,
        severity text NOT NULL,
        phase text NOT NULL,
        phase_since timestamptz NOT NULL,
        lead_id uuid,
        tlp text NOT NULL,
        pap text NOT NULL,
        tags text[] NOT NULL,
        is_restricted boolean NOT NULL,
        merged_into uuid,
        marks jsonb NOT NULL,
        revision int NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid,
        updated_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT incident_pkey PRIMARY KEY (id),
        CONSTRAINT incident_number_key UNIQUE (number),
        CONSTRAINT incident_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES account (id),
        CONSTRAINT incident_created_by_fkey FOREIGN KEY (created_by) REFERENCES account (id),
        CONSTRAINT incident_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES incident (id)
      )`);
    await runner.query(`CREATE INDEX incident_updated_at_idx ON incident (updated_at)`);
    await runner.query(`CREATE INDEX incident_created_at_id_idx ON incident (created_at, id)`);
    await runner.query(`CREATE INDEX incident_merged_into_idx ON incident (merged_into) WHERE merged_into IS NOT NULL`);
    await createParts(runner);
    await runner.query(GRANT, ['incident.read', 'event.read']);
    await runner.query(GRANT, ['incident.handle', 'alert.handle']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE incident_history, incident_alert, incident_item, incident_milestone, incident_person, incident,
        incident_year`);
    await runner.query(
      `UPDATE account SET permissions = array_remove(array_remove(permissions, 'incident.read'), 'incident.handle')`,
    );
  }
}

/** What belongs to an incident. */
async function createParts(runner: QueryRunner): Promise<void> {
  await runner.query(`
      CREATE TABLE incident_person (
        incident_id uuid NOT NULL,
        account_id uuid NOT NULL,
        role text NOT NULL,
        CONSTRAINT incident_person_pkey PRIMARY KEY (incident_id, account_id, role),
        CONSTRAINT incident_person_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_person_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id)
      )`);
  await runner.query(`
      CREATE TABLE incident_milestone (
        incident_id uuid NOT NULL,
        name text NOT NULL,
        at timestamptz NOT NULL,
        source text NOT NULL,
        set_by uuid,
        CONSTRAINT incident_milestone_pkey PRIMARY KEY (incident_id, name),
        CONSTRAINT incident_milestone_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_milestone_set_by_fkey FOREIGN KEY (set_by) REFERENCES account (id)
      )`);
  await runner.query(`
      CREATE TABLE incident_item (
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        kind text NOT NULL,
        data jsonb NOT NULL,
        is_automatic boolean NOT NULL,
        client_id uuid,
        marks jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid,
        updated_at timestamptz NOT NULL,
        updated_by uuid,
        removed_at timestamptz,
        CONSTRAINT incident_item_pkey PRIMARY KEY (id),
        CONSTRAINT incident_item_incident_id_client_id_key UNIQUE (incident_id, client_id),
        CONSTRAINT incident_item_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_item_created_by_fkey FOREIGN KEY (created_by) REFERENCES account (id),
        CONSTRAINT incident_item_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES account (id)
      )`);
  await runner.query(`CREATE INDEX incident_item_incident_id_kind_idx ON incident_item (incident_id, kind)`);
  await runner.query(`
      CREATE TABLE incident_alert (
        incident_id uuid NOT NULL,
        alert_id uuid NOT NULL,
        copy jsonb NOT NULL,
        linked_at timestamptz NOT NULL,
        linked_by uuid,
        CONSTRAINT incident_alert_pkey PRIMARY KEY (incident_id, alert_id),
        CONSTRAINT incident_alert_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_alert_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES account (id)
      )`);
  await runner.query(`CREATE INDEX incident_alert_alert_id_idx ON incident_alert (alert_id)`);
  await runner.query(`
      CREATE TABLE incident_history (
        id bigint GENERATED ALWAYS AS IDENTITY,
        incident_id uuid NOT NULL,
        at timestamptz NOT NULL,
        by uuid,
        action text NOT NULL,
        subject text NOT NULL,
        before jsonb,
        after jsonb,
        CONSTRAINT incident_history_pkey PRIMARY KEY (id),
        CONSTRAINT incident_history_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT incident_history_by_fkey FOREIGN KEY (by) REFERENCES account (id)
      )`);
  await runner.query(`CREATE INDEX incident_history_incident_id_id_idx ON incident_history (incident_id, id)`);
}
