import { Injectable } from '@nestjs/common';
import type { ListHits } from '@tocsin/api-contract';
import type { AlertStatus } from '@tocsin/database';
import type { Level } from '@tocsin/event-model';
import { EventStore, type Group, type TimeRange } from '@tocsin/event-store';
import { parseQuery } from '@tocsin/query';
import { DataSource } from 'typeorm';

const SHOWN_EVENTS = 5;
const MOST_TERMS = 10_000;
/** The index that this uses is on as much of a value as the comparison names. */
const ALERTS = `
  SELECT number, title, severity, status, last_at, count(*) OVER ()::int AS total FROM alert
    WHERE left(lower(entity_value), 256) = ANY($1) ORDER BY last_at DESC, id LIMIT 20`;
const KEPT_OF_VALUE = 256;

interface AlertRow {
  readonly number: string;
  readonly title: string;
  readonly severity: Level;
  readonly status: AlertStatus;
  readonly last_at: Date;
  readonly total: number;
}

/** Looks for what met terms of lists. */
@Injectable()
export class HitSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
  ) {}

  /** @param q of our own making, so it is always understood. */
  async events(q: string, range: TimeRange): Promise<ListHits['hits']> {
    const expr = parseQuery(q, new Date(range.to));
    const { total, events } = await this.store.search({ expr, range, sort: 'newest', size: SHOWN_EVENTS });
    return { q, total, newest: [...events] };
  }

  /** How many events met each term. */
  async terms(q: string, range: TimeRange): Promise<Group[]> {
    const groups: Group[] = [];
    const request = { expr: parseQuery(q, new Date(range.to)), range, groupBy: ['tocsin.watchlist_term'], minCount: 1 };
    for await (const group of this.store.groups(request)) if (groups.push(group) >= MOST_TERMS) break;
    return groups;
  }

  /** Alerts about one of these values, or raised because one of these terms was met. */
  async alerts(keys: readonly string[]): Promise<ListHits['alerts']> {
    const values = [...new Set(keys.map((key) => [...key.toLowerCase()].slice(0, KEPT_OF_VALUE).join('')))];
    const rows = await this.dataSource.query<AlertRow[]>(ALERTS, [values]);
    return {
      total: rows[0]?.total ?? 0,
      newest: rows.map(({ number, title, severity, status, last_at: at }) => ({
        ...{ number: `A-${number}`, title, severity, status, lastAt: at.toISOString() },
      })),
    };
  }
}
