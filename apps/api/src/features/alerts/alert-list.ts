import { Injectable } from '@nestjs/common';
import type { Alert, AlertChanged, AlertFilterQuery, AlertListQuery, AlertPage } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { ALERT_TABLES, loadAlert, SUMMARY_COLUMNS, viewSummary, type SummaryRow } from './alert-rows';
import { AlertFilter } from './alert-filter';
import { afterCursor, cursorOf, orderBy, PLACE_COLUMNS, type PlacedRow } from './alert-order';
import type { Asker } from './alert-term-conditions';
import { DetectionCoverage } from './detection-coverage';

/** SQL that says whether the last that happened to the alert was the end of its snooze. */
const IS_BACK = `EXISTS (SELECT FROM alert_history AS done WHERE done.alert_id = alert.id AND done.kind = 'unsnooze'
  AND done.by IS NULL AND done.at = alert.updated_at)`;

type PageRow = SummaryRow & PlacedRow;

/** Alerts as people read them. */
@Injectable()
export class AlertList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly coverage: DetectionCoverage,
  ) {}

  /** The total counts all that match, whatever the page. */
  async page(query: AlertListQuery, me: string): Promise<AlertPage> {
    const asker = { now: this.clock.now(), me };
    const [total, rows, coveredUntil] = await Promise.all([
      this.count(query, asker),
      this.rows(query, asker),
      this.coverage.coveredUntil(),
    ]);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const nextCursor = rows.length > query.limit && last ? cursorOf(last, query.sort) : null;
    return { alerts: shown.map(viewSummary), total, nextCursor, asOf: asker.now.toISOString(), coveredUntil };
  }

  /** @throws {PlainProblem} when there is no such alert. */
  get(number: string): Promise<Alert> {
    return loadAlert(this.dataSource.manager, number);
  }

  /** Those of the alerts that exist, in no order, as open consoles are told of them. */
  async changed(ids: readonly string[]): Promise<Omit<AlertChanged, 'seq' | 'after'>[]> {
    const select = `SELECT ${SUMMARY_COLUMNS}, ${IS_BACK} AS is_back FROM ${ALERT_TABLES} WHERE alert.id = ANY($1::uuid[])`;
    const [rows, coveredUntil] = await Promise.all([
      this.dataSource.query<(SummaryRow & { is_back: boolean })[]>(select, [ids]),
      this.coverage.coveredUntil(),
    ]);
    const because = (isBack: boolean) => (isBack ? { because: 'snooze_over' as const } : {});
    return rows.map((row) => ({ ...viewSummary(row), coveredUntil, ...because(row.is_back) }));
  }

  countOpen(): Promise<number> {
    return this.count({ status: 'open', q: '' }, { now: this.clock.now() });
  }

  private async count(query: AlertFilterQuery, asker: Asker): Promise<number> {
    const filter = new AlertFilter(query, asker);
    const rows = await this.dataSource.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM alert WHERE ${filter.sql}`,
      filter.parameters,
    );
    return Number(rows[0]?.total);
  }

  private rows(query: AlertListQuery, asker: Asker): Promise<PageRow[]> {
    const filter = new AlertFilter(query, asker);
    if (query.cursor !== undefined) filter.and(afterCursor(query.cursor, query.sort, filter));
    return this.dataSource.query<PageRow[]>(
      `SELECT ${SUMMARY_COLUMNS}, ${PLACE_COLUMNS} FROM ${ALERT_TABLES}
        WHERE ${filter.sql} ORDER BY ${orderBy(query.sort)} LIMIT ${query.limit + 1}`,
      filter.parameters,
    );
  }
}
