import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts are found by the values their conditions saw, and incidents by the values of their indicators. */
export class IndexRelated1795511000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX alert_seen_idx ON alert USING gin (jsonb_path_query_array(proof, '$.selections[*].conditions[*].seen'))`,
    );
    await runner.query(
      `CREATE INDEX incident_item_indicator_idx ON incident_item (left(lower(data ->> 'value'), 256)) WHERE kind = 'indicator'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX incident_item_indicator_idx');
    await runner.query('DROP INDEX alert_seen_idx');
  }
}
