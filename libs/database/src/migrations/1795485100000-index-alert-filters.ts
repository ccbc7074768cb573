import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the filters of the alert list narrow by, in the order in which the list pages. */
export class IndexAlertFilters1795485100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['assignee_id', 'rule_id', 'severity', 'verdict'])
      await runner.query(`CREATE INDEX alert_${column}_last_at_id_idx ON alert (${column}, last_at, id)`);
    await runner.query('CREATE INDEX alert_tags_idx ON alert USING gin (tags)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX alert_tags_idx, alert_verdict_last_at_id_idx, alert_severity_last_at_id_idx,
      alert_rule_id_last_at_id_idx, alert_assignee_id_last_at_id_idx`);
  }
}
