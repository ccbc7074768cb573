import { Injectable } from '@nestjs/common';
import type { Rule, RuleListQuery, RulePage, RuleSetList } from '@tocsin/api-contract';
import type { RefusedDocument } from '@tocsin/database';
import { HERE } from '@tocsin/rules';
import { DataSource } from 'typeorm';

import { decodeText, encodeText } from '../../http/cursor';
import { PlainProblem } from '../../http/problem';
import { RULE_COLUMNS, RULE_TABLES, viewRule, viewSummary, type RuleRow } from './rule-view';

interface SetRow {
  readonly name: string;
  readonly folder: string;
  readonly rules: number;
  readonly refused: RefusedDocument[];
  readonly trouble: string;
  readonly importedAt: Date | null;
}

const MATCHING = `
  removed_at IS NULL AND ($1::text IS NULL OR rule.state = $1) AND ($2::text IS NULL OR rule.kind = $2)
    AND ($3::text IS NULL OR rule.facts ->> 'level' = $3) AND ($4::text IS NULL OR coalesce(rule.set_name, '${HERE}') = $4)
    AND ($5::text IS NULL OR concat_ws(' ', rule.id, rule.facts ->> 'title', rule.facts ->> 'tags') ILIKE $5)`;

/** Which rules there are. */
@Injectable()
export class RuleCatalog {
  constructor(private readonly dataSource: DataSource) {}

  /** By id. */
  async page(query: RuleListQuery): Promise<RulePage> {
    const filter = filterOf(query);
    const rows = await this.dataSource.query<RuleRow[]>(
      `SELECT ${RULE_COLUMNS} FROM ${RULE_TABLES} WHERE ${MATCHING} AND rule.id > $6 COLLATE "C"
         ORDER BY rule.id COLLATE "C" LIMIT $7`,
      [...filter, decodeText(query.cursor), query.limit + 1],
    );
    const [{ total }] = await this.dataSource.query<[{ total: number }]>(
      `SELECT count(*)::int AS total FROM rule WHERE ${MATCHING}`,
      filter,
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    const nextCursor = last === undefined ? null : encodeText(last.id);
    return { rules: shown.map(viewSummary), total, nextCursor };
  }

  /** @throws {PlainProblem} when there is none. */
  async find(id: string): Promise<Rule> {
    const [row] = await this.dataSource.query<RuleRow[]>(
      `SELECT ${RULE_COLUMNS} FROM ${RULE_TABLES} WHERE rule.id = $1 AND removed_at IS NULL`,
      [id],
    );
    if (row !== undefined) return viewRule(row);
    throw new PlainProblem('not_found', 'rule.not_found', `There is no rule ${id}. It may have been removed.`);
  }

  async sets(): Promise<RuleSetList> {
    const rows = await this.dataSource.query<SetRow[]>(
      `SELECT name, folder, refused, trouble, imported_at AS "importedAt",
          (SELECT count(*)::int FROM rule WHERE set_name = name AND removed_at IS NULL) AS rules
        FROM rule_set ORDER BY position`,
    );
    return {
      sets: rows.map(({ importedAt, refused, ...set }) => ({
        ...set,
        refused: refused.map((one) => ({ ...one, rule: one.rule ?? null })),
        importedAt: importedAt?.toISOString() ?? null,
      })),
    };
  }
}

function filterOf({ state, kind, level, set, q }: RuleListQuery): (string | null)[] {
  const pattern = q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return [state ?? null, kind ?? null, level ?? null, set ?? null, pattern];
}
