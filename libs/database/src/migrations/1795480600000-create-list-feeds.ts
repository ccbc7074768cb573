import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that are fetched by themselves. */
export class CreateListFeeds1795480600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE list_feed (
        list_id uuid PRIMARY KEY REFERENCES list ON DELETE CASCADE,
        url text NOT NULL,
        every_minutes int NOT NULL,
        import jsonb NOT NULL,
        next_at timestamptz NOT NULL,
        fetched_at timestamptz,
        report jsonb,
        trouble text NOT NULL DEFAULT '',
        created_by uuid NOT NULL REFERENCES account
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE list_feed');
  }
}
