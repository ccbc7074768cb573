import { Injectable } from '@nestjs/common';
import type { ListEntryPage, ListEntryQuery, RemoveListEntriesQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { ListEntryEntity } from '@tocsin/database';
import { DataSource, type SelectQueryBuilder } from 'typeorm';

import { cursorTime, decodeCursor, pageOf } from '../../../http/cursor';
import { ListCatalog } from '../list-catalog';
import { filterEntries } from './entry-filter';
import { viewEntry } from './view-entry';

/** Finds entries of lists. */
@Injectable()
export class EntrySearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: ListCatalog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async page(name: string, query: ListEntryQuery): Promise<ListEntryPage> {
    const list = await this.catalog.load(name);
    const total = await this.matching(list.id, query).getCount();
    const select = this.matching(list.id, query).addSelect(cursorTime('entry.created_at'), 'cursor_at');
    if (query.cursor !== undefined) {
      const [at, id] = decodeCursor(query.cursor);
      select.andWhere('(entry.created_at, entry.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid))', { at, id });
    }
    const newest = select
      .orderBy('entry.created_at', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .limit(query.limit + 1);
    const { entities, raw } = await newest.getRawAndEntities<{ cursor_at: string }>();
    const rows = entities.map((entity, index) => ({ entity, at: raw[index]?.cursor_at ?? '' }));
    const { shown, nextCursor } = pageOf(rows, query.limit, ({ at, entity }) => [at, entity.id]);
    return { entries: shown.map(({ entity }) => viewEntry(entity)), total, nextCursor };
  }

  /** Entries of a list that meet the conditions, under the alias `entry`. */
  matching(listId: string, query: RemoveListEntriesQuery): SelectQueryBuilder<ListEntryEntity> {
    const select = this.dataSource.getRepository(ListEntryEntity).createQueryBuilder('entry');
    return filterEntries(select, listId, query, this.clock.now());
  }
}
