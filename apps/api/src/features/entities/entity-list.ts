import { Injectable } from '@nestjs/common';
import type { EntityListQuery, EntityPage } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { decodePosition, encodePosition } from '../last-seen/last-seen-cursor';
import { ALERT_ENTITY, ENTITY_SOURCES } from './entity-kinds';
import { EntityLists } from './entity-lists';
import { alertPointsSql, riskScore } from './risk';

const COUNTED = 10_000;
/** What is older counts less than a hundredth of what it did. */
const RISK_DAYS = 56;
/** Of what has open alerts, this many are looked up among what was seen; the riskiest. */
const LOOKED_UP = 5_000;
const DAY_MS = 86_400_000;

interface SeenRow {
  readonly key: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly count: string;
  readonly position: string;
}

interface AlertSum {
  readonly value: string;
  readonly open: number;
  readonly points: number;
}

const ALERT_SUMS = `
  SELECT ${ALERT_ENTITY} AS value, count(*)::int AS open, sum(${alertPointsSql('$1')}) AS points
    FROM alert WHERE status <> 'resolved'`;

/** Entities of a kind, in pages. */
@Injectable()
export class EntityList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lists: EntityLists,
    private readonly clock: Clock,
  ) {}

  async page(query: EntityListQuery): Promise<EntityPage> {
    return query.sort === 'risk' ? this.riskiest(query) : this.seen(query, query.sort);
  }

  private async seen(query: EntityListQuery, sort: 'last_seen' | 'first_seen'): Promise<EntityPage> {
    const { where, parameters } = condition(query);
    const matched = [...parameters];
    const after = query.cursor === undefined ? '' : this.after(sort, query.cursor, parameters);
    const counting = this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM (SELECT FROM last_seen WHERE ${where} LIMIT ${COUNTED + 1}) matching`,
      matched,
    );
    const reading = this.dataSource.query<SeenRow[]>(
      `SELECT key, first_seen, last_seen, count, ${sort}::text AS position FROM last_seen WHERE ${where} ${after}
        ORDER BY ${sort} DESC, key DESC LIMIT ${query.limit + 1}`,
      parameters,
    );
    const [[counted], rows] = await Promise.all([counting, reading]);
    const [shown, total] = [rows.slice(0, query.limit), counted?.total ?? 0];
    const last = shown.at(-1);
    const nextCursor = rows.length > query.limit && last ? encodePosition([last.position, last.key]) : null;
    const sums = await this.sums(shown.map(valueOf));
    const entities = await this.view(shown, sums);
    return { entities, total: Math.min(total, COUNTED), isTotalExact: total <= COUNTED, nextCursor };
  }

  /** Begins with the alerts, of which there are few beside what was ever seen. */
  private async riskiest(query: EntityListQuery): Promise<EntityPage> {
    const { where, parameters } = condition(query, 2);
    const now = this.clock.now();
    const rows = await this.dataSource.query<(SeenRow & AlertSum & { total: number; of: number })[]>(
      `SELECT last_seen.*, sums.*, count(*) OVER ()::int AS total FROM (
          SELECT *, count(*) OVER ()::int AS of FROM (
            ${ALERT_SUMS} AND last_at > $2 AND entity_value IS NOT NULL GROUP BY 1) every
            ORDER BY points DESC LIMIT ${LOOKED_UP}) sums
        JOIN last_seen ON key = '[' || to_json(sums.value)::text || ']' AND ${where}
        ORDER BY points DESC, key LIMIT ${query.limit}`,
      [now, new Date(now.getTime() - RISK_DAYS * DAY_MS), ...parameters],
    );
    const sums = new Map(rows.map((row) => [row.value, row]));
    const entities = (await this.view(rows, sums)).sort((one, other) => other.risk - one.risk);
    const { total = 0, of = 0 } = rows[0] ?? {};
    return { entities, total, isTotalExact: of <= LOOKED_UP, nextCursor: null };
  }

  private async sums(values: readonly string[]): Promise<ReadonlyMap<string, AlertSum>> {
    const text = `${ALERT_SUMS} AND ${ALERT_ENTITY} = ANY($2) GROUP BY 1`;
    const rows = await this.dataSource.query<AlertSum[]>(text, [this.clock.now(), values]);
    return new Map(rows.map((row) => [row.value, row]));
  }

  private async view(rows: readonly SeenRow[], sums: ReadonlyMap<string, AlertSum>): Promise<EntityPage['entities']> {
    const listed = await this.lists.of(rows.map(valueOf));
    return rows.map((row) => {
      const value = valueOf(row);
      const { open, points } = sums.get(value) ?? { open: 0, points: 0 };
      const lists = (listed.get(value) ?? []).map(({ list, kind }) => ({ list, kind }));
      return {
        key: value,
        firstSeen: row.first_seen.toISOString(),
        lastSeen: row.last_seen.toISOString(),
        count: Number(row.count),
        openAlerts: open,
        risk: riskScore(points, lists),
        lists,
      };
    });
  }

  private after(sort: string, cursor: string, parameters: unknown[]): string {
    parameters.push(...decodePosition(cursor));
    return `AND (${sort}, key) < ($${parameters.length - 1}::timestamptz, $${parameters.length})`;
  }
}

/** @param before how many parameters stand before these. */
function condition({ kind, q }: EntityListQuery, before = 0): { where: string; parameters: unknown[] } {
  const ofKind = `list = $${before + 1}`;
  const { list } = ENTITY_SOURCES[kind];
  if (q === undefined) return { where: ofKind, parameters: [list] };
  const start = JSON.stringify([q.toLowerCase()]).slice(0, -2);
  return { where: `${ofKind} AND starts_with(key, $${before + 2})`, parameters: [list, start] };
}

function valueOf({ key }: Pick<SeenRow, 'key'>): string {
  return (JSON.parse(key) as string[])[0] ?? '';
}
