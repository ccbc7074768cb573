import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The custody log outlives what it tells of, as the audit log does: it does not refer to it. */
export class FreeCustody1795512200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE evidence_custody DROP CONSTRAINT evidence_custody_evidence_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE evidence_custody ADD CONSTRAINT evidence_custody_evidence_id_fkey
        FOREIGN KEY (evidence_id) REFERENCES evidence (id)`);
  }
}
