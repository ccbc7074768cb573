import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was last seen when, by list. What the workers see goes to the journal together with the outcome of its batch, once however often
 * the batch is delivered; from there it is folded into the list, so that a key is written once a minute and not with every batch.
 */
export class CreateLastSeen1795482000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sighting_journal (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        batch_id text NOT NULL,
        sightings jsonb NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE sighted_batch (
        batch_id text PRIMARY KEY,
        recorded_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX sighted_batch_recorded_at_idx ON sighted_batch (recorded_at)');
    await runner.query('CREATE SEQUENCE last_seen_revision');
    await runner.query(`
      CREATE TABLE last_seen (
        list text NOT NULL,
        key text COLLATE "C" NOT NULL,
        first_seen timestamptz NOT NULL,
        last_seen timestamptz NOT NULL,
        count bigint NOT NULL,
        last_event_id text NOT NULL,
        revision bigint NOT NULL,
        PRIMARY KEY (list, key)
      )`);
    await runner.query('CREATE INDEX last_seen_revision_idx ON last_seen (revision)');
    await runner.query('CREATE INDEX last_seen_last_seen_idx ON last_seen (list, last_seen, key)');
    await runner.query('CREATE INDEX last_seen_first_seen_idx ON last_seen (list, first_seen, key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE last_seen, sighted_batch, sighting_journal');
    await runner.query('DROP SEQUENCE last_seen_revision');
  }
}
