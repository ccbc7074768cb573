import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Values worth a second look. */
export class CreateWatchlists1795478520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE watchlist (
        name text PRIMARY KEY,
        description text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE watchlist_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        watchlist_name text NOT NULL REFERENCES watchlist ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('exact', 'cidr', 'domain')),
        value text NOT NULL,
        reason text NOT NULL,
        reference text NOT NULL,
        expires_at timestamptz,
        created_at timestamptz NOT NULL,
        created_by uuid REFERENCES account,
        UNIQUE (watchlist_name, kind, value)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE watchlist_entry, watchlist');
  }
}
