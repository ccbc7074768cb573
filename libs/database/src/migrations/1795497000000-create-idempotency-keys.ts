import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateIdempotencyKeys1795497000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_key (
        account_id uuid NOT NULL,
        key_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        claimed_at timestamptz NOT NULL,
        status int,
        answer bytea,
        CONSTRAINT idempotency_key_pkey PRIMARY KEY (account_id, key_hash),
        CONSTRAINT idempotency_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX idempotency_key_claimed_at_idx ON idempotency_key (claimed_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_key`);
  }
}
