import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a source may do and how it is to be understood, and a way for front ends to read only what changed. */
export class ExtendSources1795478820000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source
        ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
        ADD COLUMN is_enabled boolean NOT NULL DEFAULT true,
        ADD COLUMN is_strict boolean NOT NULL DEFAULT false,
        ADD COLUMN remembers_bodies boolean NOT NULL DEFAULT true,
        ADD COLUMN max_events_per_second integer,
        ADD COLUMN max_requests integer,
        ADD COLUMN max_bytes integer,
        ADD COLUMN allowed_networks text[] NOT NULL DEFAULT '{}',
        ADD COLUMN longest_silence_seconds integer,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN changed_version integer NOT NULL DEFAULT 0`);
    await runner.query(`
      CREATE TABLE source_certificate (
        subject text PRIMARY KEY,
        source_name text NOT NULL REFERENCES source
      )`);
    await runner.query('CREATE INDEX source_certificate_source_name_idx ON source_certificate (source_name)');
    await runner.query(`
      ALTER TABLE api_key
        ADD COLUMN last_used_at timestamptz,
        ADD COLUMN changed_version integer NOT NULL DEFAULT 0`);
    await runner.query('CREATE INDEX source_changed_version_idx ON source (changed_version)');
    await runner.query('CREATE INDEX api_key_changed_version_idx ON api_key (changed_version)');
    await createVersion(runner);
    await createTriggers(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE source_certificate, sender_version');
    await runner.query('DROP FUNCTION sender_change, sender_stamp, sender_upheaval CASCADE');
    await runner.query(`ALTER TABLE api_key DROP COLUMN last_used_at, DROP COLUMN changed_version`);
    await runner.query(`
      ALTER TABLE source
        DROP COLUMN tags, DROP COLUMN is_enabled, DROP COLUMN is_strict, DROP COLUMN remembers_bodies,
        DROP COLUMN max_events_per_second, DROP COLUMN max_requests, DROP COLUMN max_bytes,
        DROP COLUMN allowed_networks, DROP COLUMN longest_silence_seconds,
        DROP COLUMN version, DROP COLUMN changed_version`);
  }
}

async function createVersion(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE sender_version (
      id integer PRIMARY KEY DEFAULT 1,
      version integer NOT NULL,
      complete_since integer NOT NULL,
      CONSTRAINT sender_version_id_check CHECK (id = 1)
    )`);
  await runner.query('INSERT INTO sender_version (version, complete_since) VALUES (1, 1)');
}

/**
 * Triggers, so that a key revoked by hand in psql ends as well. Every statement takes the lock of the version before any
 * row, so versions are committed in their order and writers cannot block each other for good. That a key was used is not
 * a change.
 */
async function createTriggers(runner: QueryRunner): Promise<void> {
  const header = 'RETURNS trigger LANGUAGE plpgsql AS';
  await runner.query(`
    CREATE FUNCTION sender_change() ${header} $$
      BEGIN UPDATE sender_version SET version = version + 1; RETURN NULL; END $$`);
  await runner.query(`
    CREATE FUNCTION sender_stamp() ${header} $$
      BEGIN NEW.changed_version := (SELECT version FROM sender_version); RETURN NEW; END $$`);
  await runner.query(`
    CREATE FUNCTION sender_upheaval() ${header} $$
      BEGIN UPDATE sender_version SET version = version + 1, complete_since = version + 1; RETURN NULL; END $$`);
  const keyColumns = 'OF id, source_name, secret_hash, expires_at, revoked_at';
  for (const [table, columns] of [
    ['source', ''],
    ['api_key', keyColumns],
  ]) {
    await runner.query(`
      CREATE TRIGGER sender_change BEFORE INSERT OR UPDATE ${columns} ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION sender_change()`);
    await runner.query(`
      CREATE TRIGGER sender_stamp BEFORE INSERT OR UPDATE ${columns} ON ${table}
        FOR EACH ROW EXECUTE FUNCTION sender_stamp()`);
    await runner.query(`
      CREATE TRIGGER sender_upheaval BEFORE DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION sender_upheaval()`);
  }
  await runner.query(`
    CREATE TRIGGER sender_upheaval BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON source_certificate
      FOR EACH STATEMENT EXECUTE FUNCTION sender_upheaval()`);
}
