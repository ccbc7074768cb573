import { Injectable } from '@nestjs/common';
import {
  writeAlertTerm,
  type AlertGroup,
  type AlertGroupPage,
  type AlertGrouping,
  type AlertGroupsQuery,
} from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { LEVELS, type Level } from '@tocsin/event-model';
import { DataSource } from 'typeorm';
import { z } from 'zod';

import { cursorTime } from '../../http/cursor';
import { PlainProblem } from '../../http/problem';
import { AlertFilter } from './alert-filter';
import { SEVERITY_RANK } from './alert-order';
import { DetectionCoverage } from './detection-coverage';

/** Columns that alerts of one group have in common. */
const KEYS: Readonly<Record<AlertGrouping, readonly string[]>> = {
  entity: ['alert.entity_field', 'alert.entity_value'],
  rule: ['alert.rule_id'],
  severity: ['alert.severity'],
};

const SEVERITIES = LEVELS.map((level) => `'${level}', count(*) FILTER (WHERE alert.severity = '${level}')`).join(', ');

interface GroupRow {
  readonly rank: number;
  readonly last_at: string;
  readonly tie: string;
  readonly entity_field: string | null;
  readonly entity_value: string | null;
  readonly rule_id: string;
  readonly title: string;
  readonly count: number;
  readonly rules: number;
  readonly entities: number;
  readonly unassigned: number;
  readonly severities: Readonly<Record<Level, number>>;
}

interface Answer {
  readonly groups: number;
  readonly total: number;
  readonly page: GroupRow[];
}

/** Where a page of groups ended. */
const positionSchema = z.tuple([
  z.number().int(),
  z.iso.datetime({ precision: 6 }),
  z.string().regex(/^[0-9a-f]{32}$/),
]);

/** Alerts by what they have in common. */
@Injectable()
export class AlertGroups {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly coverage: DetectionCoverage,
  ) {}

  /** Counted in one statement, so that the numbers agree with one another. */
  async page(query: AlertGroupsQuery, me: string): Promise<AlertGroupPage> {
    const now = this.clock.now();
    const filter = new AlertFilter(query, { now, me });
    const sql = groupsStatement(query, filter);
    const [rows, coveredUntil] = await Promise.all([
      this.dataSource.query<Answer[]>(sql, filter.parameters),
      this.coverage.coveredUntil(),
    ]);
    const { groups: groupCount = 0, total = 0, page = [] } = rows[0] ?? {};
    const shown = page.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      groups: shown.map((row) => view(row, query.by)),
      groupCount,
      total,
      nextCursor: page.length > query.limit && last ? encode(last) : null,
      asOf: now.toISOString(),
      coveredUntil,
    };
  }
}

function groupsStatement({ by, cursor, limit }: AlertGroupsQuery, filter: AlertFilter): string {
  const keys = KEYS[by].join(', ');
  const grouped = `SELECT max(${SEVERITY_RANK}) AS rank, max(alert.last_at) AS newest,
      md5(concat_ws(chr(1), ${keys})) AS tie, max(alert.entity_field) AS entity_field,
      max(alert.entity_value) AS entity_value, max(alert.rule_id) AS rule_id, max(alert.title) AS title,
      count(*)::int AS count, count(DISTINCT alert.rule_id)::int AS rules,
      count(DISTINCT (alert.entity_field, alert.entity_value)) FILTER (WHERE alert.entity_value IS NOT NULL)::int AS entities,
      count(*) FILTER (WHERE alert.assignee_id IS NULL)::int AS unassigned, json_build_object(${SEVERITIES}) AS severities
    FROM alert WHERE ${filter.sql} GROUP BY ${keys}`;
  return `WITH grouped AS (${grouped}), page AS (
      SELECT *, ${cursorTime('newest')} AS last_at FROM grouped WHERE ${after(cursor, filter)}
        ORDER BY rank DESC, newest DESC, tie DESC LIMIT ${limit + 1}
    )
    SELECT (SELECT count(*)::int FROM grouped) AS groups, (SELECT coalesce(sum(count), 0)::int FROM grouped) AS total,
      (SELECT coalesce(json_agg(page ORDER BY rank DESC, newest DESC, tie DESC), '[]') FROM page) AS page`;
}

function after(cursor: string | undefined, filter: AlertFilter): string {
  if (cursor === undefined) return 'true';
  const [rank, at, tie] = decode(cursor).map((part) => filter.parameter(part));
  return `(rank, newest, tie) < (${rank}::int, ${at}::timestamptz, ${tie}::text)`;
}

function encode({ rank, last_at, tie }: GroupRow): string {
  return Buffer.from(JSON.stringify([rank, last_at, tie])).toString('base64url');
}

/** @throws {PlainProblem} when it is not one of ours. */
function decode(cursor: string): z.infer<typeof positionSchema> {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
  }
}

function view(row: GroupRow, by: AlertGrouping): AlertGroup {
  const { count, unassigned } = row;
  const counted = LEVELS.map((value) => ({ value, count: row.severities[value] }));
  const severities = counted.filter((one) => one.count > 0).reverse();
  const severity = severities[0]?.value ?? 'informational';
  const entity =
    by === 'entity' && row.entity_value !== null ? { field: row.entity_field ?? '', value: row.entity_value } : null;
  const only = row.rules === 1 ? { ruleId: row.rule_id, title: row.title } : { ruleId: null, title: null };
  const lastAt = new Date(row.last_at).toISOString();
  const counts = { count, ruleCount: row.rules, entityCount: row.entities, unassigned };
  return { term: termOf(row, by), entity, ...only, severity, severities, ...counts, lastAt };
}

function termOf(row: GroupRow, by: AlertGrouping): string {
  const term = (field: string, value: string) => writeAlertTerm({ field, value, isLeftOut: false });
  if (by === 'rule') return term('rule', row.rule_id);
  if (by === 'severity') return term('severity', LEVELS[row.rank - 1] ?? '');
  return row.entity_value === null ? 'entity:none' : term(row.entity_field ?? 'entity', row.entity_value);
}
