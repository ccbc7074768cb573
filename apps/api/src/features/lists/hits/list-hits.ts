import { Injectable } from '@nestjs/common';
import type { EntryHits, ListHits } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { ListEntryEntity } from '@tocsin/database';
import { DataSource, In, IsNull } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { viewEntry } from '../entries/view-entry';
import { ListCatalog } from '../list-catalog';
import { entryQuery, hitQuery } from './entry-query';
import { HitSearch } from './hit-search';

const DAY_MS = 86_400_000;
const LIST_DAYS = 30;
const ENTRY_DAYS = 90;
const MOST_ENTRIES = 500;

/** What watchlists met, as the store and the alerts tell it. */
@Injectable()
export class ListHitCounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: ListCatalog,
    private readonly search: HitSearch,
    private readonly clock: Clock,
  ) {}

  async ofList(name: string): Promise<ListHits> {
    const list = await this.catalog.load(name, 'watchlist');
    const range = this.lastDays(LIST_DAYS);
    const [hits, groups] = await Promise.all([
      this.search.events(hitQuery(name), range),
      this.search.terms(hitQuery(name), range),
    ]);
    const terms = groups.map(({ key }) => key[0] ?? '');
    const rows = await this.rows.findBy({ listId: list.id, key: In(terms), removedAt: IsNull() });
    const counts = new Map(groups.map(({ key, count, last }) => [key[0], { events: count, last }]));
    const entries = rows
      .map(({ id, key, value }) => ({ id, value, events: 0, last: range.to, ...counts.get(key) }))
      .sort((one, other) => other.events - one.events)
      .slice(0, MOST_ENTRIES);
    const alerts = await this.search.alerts(rows.map(({ key }) => key));
    return { ...range, hits, entries, alerts };
  }

  /** Also what had passed before the entry stood on the list. */
  async ofEntry(name: string, id: string): Promise<EntryHits> {
    const list = await this.catalog.load(name);
    const row = await this.rows.findOneBy({ id, listId: list.id, removedAt: IsNull() });
    if (row === null) throw new PlainProblem('not_found', 'list.entry_not_found', 'The list holds no such entry.');
    const range = this.lastDays(ENTRY_DAYS);
    const hit = hitQuery(name, row.key);
    const [hits, older, alerts] = await Promise.all([
      this.search.events(hit, range),
      this.search.events(`${entryQuery(row.kind, row.key)} AND NOT (${hit})`, range),
      this.search.alerts([row.key]),
    ]);
    return { ...range, entry: viewEntry(row), hits, older, alerts };
  }

  private lastDays(days: number): { from: string; to: string } {
    const now = this.clock.now();
    return { from: new Date(now.getTime() - days * DAY_MS).toISOString(), to: now.toISOString() };
  }

  private get rows() {
    return this.dataSource.getRepository(ListEntryEntity);
  }
}
