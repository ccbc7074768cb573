import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What front ends say they accepted, and, made of that and of the outcomes, what became of it by source and time. */
export class CreateLedger1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger_instance (
        instance text NOT NULL,
        frontend text NOT NULL,
        started_at timestamptz NOT NULL,
        stated_at timestamptz NOT NULL,
        stated_through bigint NOT NULL,
        sealed_at timestamptz,
        CONSTRAINT ledger_instance_pkey PRIMARY KEY (instance)
      )`);
    await runner.query(`
      CREATE TABLE ledger_claim (
        claim text NOT NULL,
        instance text NOT NULL,
        number bigint NOT NULL,
        batch_id text NOT NULL,
        source text NOT NULL,
        events int NOT NULL,
        accepted_at timestamptz NOT NULL,
        state text NOT NULL,
        is_counted boolean NOT NULL,
        is_late boolean NOT NULL,
        settled_at timestamptz,
        CONSTRAINT ledger_claim_pkey PRIMARY KEY (claim)
      )`);
    await runner.query(`CREATE INDEX ledger_claim_accepted_at_idx ON ledger_claim (accepted_at)`);
    await runner.query(`CREATE INDEX ledger_claim_instance_number_idx ON ledger_claim (instance, number)`);
    await runner.query(`CREATE INDEX ledger_claim_open_idx ON ledger_claim (claim) WHERE settled_at IS NULL`);
    await runner.query(`CREATE INDEX ledger_claim_uncounted_idx ON ledger_claim (claim) WHERE NOT is_counted`);
    await runner.query(`
      CREATE TABLE ledger_count (
        grain text NOT NULL,
        at timestamptz NOT NULL,
        source text NOT NULL,
        accepted bigint NOT NULL,
        stored bigint NOT NULL,
        duplicate bigint NOT NULL,
        parked bigint NOT NULL,
        dropped bigint NOT NULL,
        unexplained bigint NOT NULL,
        CONSTRAINT ledger_count_pkey PRIMARY KEY (grain, at, source)
      )`);
    await runner.query(`
      CREATE TABLE ledger_dropped (
        grain text NOT NULL,
        at timestamptz NOT NULL,
        source text NOT NULL,
        rule text NOT NULL,
        events bigint NOT NULL,
        CONSTRAINT ledger_dropped_pkey PRIMARY KEY (grain, at, source, rule)
      )`);
    await runner.query(`ALTER TABLE batch_outcome ADD COLUMN received_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE batch_outcome DROP COLUMN received_at`);
    await runner.query(`DROP TABLE ledger_dropped, ledger_count, ledger_claim, ledger_instance`);
  }
}
