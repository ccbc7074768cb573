import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is not as usual with sources. */
export class CreateSourceAlarms1795509200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE source_alarm (
        source text NOT NULL,
        kind text NOT NULL,
        raised_at timestamptz NOT NULL,
        since timestamptz NOT NULL,
        reason text NOT NULL,
        expected text NOT NULL,
        seen text NOT NULL,
        blind jsonb NOT NULL,
        ended_at timestamptz,
        CONSTRAINT source_alarm_pkey PRIMARY KEY (source, kind, raised_at)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX source_alarm_open_idx ON source_alarm (source, kind) WHERE ended_at IS NULL`,
    );
    await runner.query(`CREATE INDEX ledger_count_source_grain_at_idx ON ledger_count (source, grain, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ledger_count_source_grain_at_idx`);
    await runner.query(`DROP TABLE source_alarm`);
  }
}
