import { Injectable } from '@nestjs/common';
import type { AlertFacets, AlertFilterQuery, Verdict } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import type { Level } from '@tocsin/event-model';
import { DataSource } from 'typeorm';

import { AlertFilter } from './alert-filter';
import { statusNow, type Asker } from './alert-term-conditions';

interface Facet {
  readonly query: AlertFilterQuery;
  readonly asker: Asker;
  /** Its name in the text of the filter. */
  readonly name: string;
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
const ENTITY = `CASE WHEN alert.entity_value IS NULL THEN NULL ELSE json_build_object(
  'field', coalesce(alert.entity_field, ''), 'value', alert.entity_value)::text END`;
const MOST = 20;
const NO_STATUS = { new: 0, in_progress: 0, snoozed: 0, resolved: 0 };

/** How many alerts have which value. */
@Injectable()
export class AlertFacetCounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Each facet leaves its own filter aside, be it a parameter or in the text. */
  async of(query: AlertFilterQuery, me: string): Promise<AlertFacets> {
    const asker = { now: this.clock.now(), me };
    const [status, severity, assignee, ruleId, verdict, entity, tag] = await Promise.all([
      this.statuses(query, asker),
      this.severities(query, asker),
      this.assignees(query, asker),
      this.rules(query, asker),
      this.verdicts(query, asker),
      this.entities(query, asker),
      this.tags(query, asker),
    ]);
    return { status, severity, assignee, ruleId, verdict, entity, tag };
  }

  private async statuses(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['status']> {
    const facet = { query: { ...query, status: 'all' as const }, asker, name: 'status', value: statusNow };
    const rows = await this.count<keyof AlertFacets['status']>(facet);
    return { ...NO_STATUS, ...Object.fromEntries(rows.map(({ value, count }) => [value, count])) };
  }

  private async severities(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['severity']> {
    const facet = { query: { ...query, severity: undefined }, asker, name: 'severity', value: () => 'alert.severity' };
    return (await this.count<Level>(facet)).map(plain);
  }

  private async verdicts(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['verdict']> {
    const facet = { query: { ...query, verdict: undefined }, asker, name: 'verdict', value: () => 'alert.verdict' };
    const rows = await this.count<Verdict | null>(facet);
    return rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  }

  private async assignees(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['assignee']> {
    const from = 'alert LEFT JOIN account AS assignee ON assignee.id = alert.assignee_id';
    const facet = { query: { ...query, assignee: undefined }, asker, name: 'assignee', value: () => ASSIGNEE, from };
    return (await this.count<string | null>(facet)).map(parsed<AlertFacets['assignee'][number]['value']>);
  }

  private async rules(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['ruleId']> {
    const facet = { query: { ...query, ruleId: undefined }, asker, name: 'rule', value: () => 'alert.rule_id' };
    const rows = await this.count<string>({ ...facet, most: MOST });
    return rows.map(({ value, count, title }) => ({ value, title, count }));
  }

  private async entities(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['entity']> {
    const rows = await this.count<string | null>({ query, asker, name: 'entity', value: () => ENTITY, most: MOST });
    return rows.map(parsed<AlertFacets['entity'][number]['value']>);
  }

  private async tags(query: AlertFilterQuery, asker: Asker): Promise<AlertFacets['tag']> {
    const from = 'alert CROSS JOIN LATERAL unnest(alert.tags) AS tag (name)';
    const facet = {
      query: { ...query, tag: undefined },
      asker,
      name: 'tag',
      value: () => 'tag.name',
      from,
      most: MOST,
    };
    return (await this.count<string>(facet)).map(plain);
  }

  private async count<T>({ query, asker, name, value, from, most }: Facet): Promise<Counted<T>[]> {
    const filter = new AlertFilter(query, asker, name);
    const limit = most === undefined ? '' : `LIMIT ${most}`;
    return this.dataSource.query(
      `SELECT ${value(filter)} AS value, count(*)::int AS count, max(alert.title) AS title
        FROM ${from ?? 'alert'} WHERE ${filter.sql} GROUP BY 1 ORDER BY 2 DESC, 1 ${limit}`,
      filter.parameters,
    );
  }
}

function plain<T>({ value, count }: Counted<T>): { value: T; count: number } {
  return { value, count };
}

/** A value that was made JSON, so that it can be grouped by. */
function parsed<T>({ value, count }: Counted<string | null>): { value: T | null; count: number } {
  return { value: value === null ? null : (JSON.parse(value) as T), count };
}
