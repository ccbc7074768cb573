import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files in incidents, kept here so that every api has them and back-ups hold them; and who had to do with them. */
export class CreateEvidence1795512000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evidence (
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        number int,
        name text NOT NULL,
        description text NOT NULL,
        bytes bigint NOT NULL,
        sha256 text NOT NULL,
        state text NOT NULL,
        beat_at timestamptz NOT NULL,
        uploaded_at timestamptz NOT NULL,
        uploaded_by uuid NOT NULL,
        verified_at timestamptz,
        verified_by uuid,
        is_whole boolean,
        removed_at timestamptz,
        removed_by uuid,
        removed_reason text,
        CONSTRAINT evidence_pkey PRIMARY KEY (id),
        CONSTRAINT evidence_incident_id_number_key UNIQUE (incident_id, number),
        CONSTRAINT evidence_state_check CHECK (state IN ('arriving', 'kept', 'removed')),
        CONSTRAINT evidence_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE CASCADE,
        CONSTRAINT evidence_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES account (id),
        CONSTRAINT evidence_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES account (id),
        CONSTRAINT evidence_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES account (id)
      )`);
    await runner.query(`CREATE INDEX evidence_arriving_idx ON evidence (beat_at) WHERE state = 'arriving'`);
    await runner.query(`
      CREATE TABLE evidence_chunk (
        evidence_id uuid NOT NULL,
        position int NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT evidence_chunk_pkey PRIMARY KEY (evidence_id, position),
        CONSTRAINT evidence_chunk_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
      )`);
    // Files are mostly packed already; to try it again with each costs time.
    await runner.query(`ALTER TABLE evidence_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL`);
    await createCustody(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE evidence_custody, evidence_chunk, evidence`);
    await runner.query(`DROP FUNCTION custody_is_append_only`);
  }
}

async function createCustody(runner: QueryRunner): Promise<void> {
  await runner.query(`
      CREATE TABLE evidence_custody (
        id bigint GENERATED ALWAYS AS IDENTITY,
        evidence_id uuid NOT NULL,
        at timestamptz NOT NULL,
        by uuid NOT NULL,
        action text NOT NULL,
        detail text NOT NULL,
        address text,
        CONSTRAINT evidence_custody_pkey PRIMARY KEY (id),
        CONSTRAINT evidence_custody_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES evidence (id),
        CONSTRAINT evidence_custody_by_fkey FOREIGN KEY (by) REFERENCES account (id)
      )`);
  await runner.query(`CREATE INDEX evidence_custody_evidence_id_id_idx ON evidence_custody (evidence_id, id)`);
  await runner.query(`
      CREATE FUNCTION custody_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The custody log is only ever appended to.';
      END $$`);
  await runner.query(`
      CREATE TRIGGER evidence_custody_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_custody
      FOR EACH STATEMENT EXECUTE FUNCTION custody_is_append_only()`);
}
