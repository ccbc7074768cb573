import { Injectable } from '@nestjs/common';
import type { RuleState } from '@tocsin/database';
import { DataSource } from 'typeorm';

/** A rule as workers need it. */
export interface RuleRow {
  readonly id: string;
  readonly version: number;
  readonly state: RuleState;
  readonly setName: string | null;
  readonly file: string;
  readonly text: string;
}

/** A process that imports rules has not been there yet. */
export class NoRulesYet extends Error {
  override readonly name = 'NoRulesYet';
}

const SIGNATURE = `
  SELECT (SELECT count(*) FROM rule_set WHERE imported_at IS NOT NULL OR trouble <> '')::int AS sets,
    (SELECT coalesce(sum(version), 0) || ' ' || count(*) FROM rule) || ' ' ||
    (SELECT coalesce(string_agg(name || ' ' || version, ' ' ORDER BY name), '') FROM rule_set) AS signature`;
const ROWS = `
  SELECT rule.id, rule.version, rule.state, rule.set_name AS "setName", rule.file
    FROM rule LEFT JOIN rule_set ON rule_set.name = set_name WHERE removed_at IS NULL
    ORDER BY rule_set.position NULLS FIRST, rule.file, rule.id`;

/** The rules in PostgreSQL, fetched as far as they have changed since the last time. */
@Injectable()
export class RuleRows {
  rows: readonly RuleRow[] = [];
  /** Values by the name of the placeholder, as JSON. */
  placeholders = '{}';
  private signature = '';

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Answers whether anything changed.
   * @throws {NoRulesYet}, and what the database throws.
   */
  async refresh(): Promise<boolean> {
    const [found] = await this.dataSource.query<[{ sets: number; signature: string }]>(SIGNATURE);
    if (found.signature === this.signature) return false;
    if (found.sets === 0) throw new NoRulesYet('No rules have been brought in yet. Start the api, which does.');
    await this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const rows = await manager.query<Omit<RuleRow, 'text'>[]>(ROWS);
      const texts = new Map(this.rows.map(({ id, version, text }) => [`${id} ${version}`, text]));
      const missing = rows.filter(({ id, version }) => !texts.has(`${id} ${version}`)).map(({ id }) => id);
      const fetched = await manager.query<{ id: string; version: number; text: string }[]>(
        'SELECT id, version, text FROM rule WHERE id = ANY($1)',
        [missing],
      );
      for (const { id, version, text } of fetched) texts.set(`${id} ${version}`, text);
      this.rows = rows.map((row) => ({ ...row, text: texts.get(`${row.id} ${row.version}`) ?? '' }));
      this.placeholders = await placeholders(manager);
    });
    this.signature = found.signature;
    return true;
  }
}

async function placeholders(manager: { query: DataSource['query'] }): Promise<string> {
  const sets = await manager.query<{ placeholders: Record<string, string[]> }[]>(
    'SELECT placeholders FROM rule_set ORDER BY position',
  );
  return JSON.stringify(Object.assign({}, ...sets.toReversed().map((set) => set.placeholders)));
}
