import { Injectable } from '@nestjs/common';
import type { AlertFacets, AlertFilterQuery, Verdict } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { Level } from '@tocsin/event-model';
import { DataSource } from 'typeorm';

import { AlertFilter, snoozed, type Asker } from './alert-filter';

interface Facet {
  readonly query: AlertFilterQuery;
  readonly asker: Asker;
  /** What is counted, as `value`; given the parameters it may need. */
  readonly value: (filter: AlertFilter) => string;
  readonly from?: string;
  readonly most?: number;
}

interface Counted<T> {
  readonly value: T;
  readonly count: number;
  readonly title: string;
}

const ASSIGNEE = `CASE WHEN assignee.id IS NULL THEN NULL ELSE json_build_object(
  'id', assignee.id, 'username', assignee.username, 'displayName', assignee.display_name)::text END`;
const TOP_RULES = 20;
const NO_STATUS = { new: 0, in_progress: 0, snoozed: 0, resolved: 0 };

/** How many alerts have which value. */
@Injectable()
export class AlertFacetCounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Each facet leaves its own filter aside. */
  async of(query: AlertFilterQuery, me: string): Promise<AlertFacets> {
    const asker = { now: this.clock.now(), me };
    const [status, severity, assignee, ruleId, verdict] = await Promise.all([
      this.statuses(query, asker),
      this.severities(query, asker),
      this.assignees(query, asker),
      this.rules(query, asker),
      this.verdicts(query, asker),
    ]);
    return { status, severity, assignee, ruleId, verdict };
  }

  private async statuses(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['status']> {
    const value = (filter: AlertFilter) => `CASE WHEN alert.status <> 'resolved' AND
      ${snoozed(filter.parameter(asker.now))} THEN 'snoozed' ELSE alert.status END`;
    const rows = await this.count<keyof AlertFacets['status']>({ query: { ...query, status: 'all' }, asker, value });
    return { ...NO_STATUS, ...Object.fromEntries(rows.map(({ value, count }) => [value, count])) };
  }

  private async severities(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['severity']> {
    return (await this.count<Level>(facet(query, asker, 'severity', 'alert.severity'))).map(plain);
  }

  private async verdicts(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['verdict']> {
    const rows = await this.count<Verdict | null>(facet(query, asker, 'verdict', 'alert.verdict'));
    return rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  }

  private async assignees(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['assignee']> {
    const from = 'alert LEFT JOIN account AS assignee ON assignee.id = alert.assignee_id';
    const rows = await this.count<string | null>({ ...facet(query, asker, 'assignee', ASSIGNEE), from });
    type Assignee = AlertFacets['assignee'][number]['value'];
    return rows.map(({ value, count }) => ({ value: value === null ? null : (JSON.parse(value) as Assignee), count }));
  }

  private async rules(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['ruleId']> {
    const rows = await this.count<string>({ ...facet(query, asker, 'ruleId', 'alert.rule_id'), most: TOP_RULES });
    return rows.map(({ value, count, title }) => ({ value, title, count }));
  }

  private async count<T>(facet: Facet): Promise<Counted<T>[]> {
    const filter = new AlertFilter(facet.query, facet.asker);
    const limit = facet.most === undefined ? '' : `LIMIT ${facet.most}`;
    return this.dataSource.query(
      `SELECT ${facet.value(filter)} AS value, count(*)::int AS count, max(alert.title) AS title
        FROM ${facet.from ?? 'alert'} WHERE ${filter.sql} GROUP BY 1 ORDER BY 2 DESC, 1 ${limit}`,
      filter.parameters,
    );
  }
}

function facet(query: AlertFilterQuery, asker: Asker, name: keyof AlertFilterQuery, value: string): Facet {
  return { query: { ...query, [name]: undefined }, asker, value: () => value };
}

function plain<T>({ value, count }: Counted<T>): { value: T; count: number } {
  return { value, count };
}
