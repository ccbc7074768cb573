import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Searches that people keep under a name. */
export class CreateSavedSearches1795506200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saved_search (
        id uuid NOT NULL,
        owner_id uuid NOT NULL,
        name text NOT NULL,
        audience text NOT NULL,
        q text NOT NULL,
        "time" jsonb NOT NULL,
        columns text[] NOT NULL,
        sort text NOT NULL,
        version int NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT saved_search_pkey PRIMARY KEY (id),
        CONSTRAINT saved_search_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id),
        CONSTRAINT saved_search_audience_check CHECK (audience IN ('private', 'team')),
        CONSTRAINT saved_search_sort_check CHECK (sort IN ('newest', 'oldest'))
      )`);
    await runner.query(`CREATE INDEX saved_search_owner_id_idx ON saved_search (owner_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE saved_search`);
  }
}
