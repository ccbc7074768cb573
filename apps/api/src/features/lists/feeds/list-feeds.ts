import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { listImportReportSchema, type ListFeed, type ListFeedSettings } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { ListFeedEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { ListCatalog } from '../list-catalog';

/** Where lists are fetched from. */
@Injectable()
export class ListFeeds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: ListCatalog,
    private readonly clock: Clock,
  ) {}

  async find(name: string): Promise<ListFeed> {
    const { id } = await this.catalog.load(name);
    const row = await this.rows.findOneBy({ listId: id });
    if (row === null) throw new PlainProblem('not_found', 'list.no_feed', `The list ${name} is not fetched.`);
    return viewFeed(row);
  }

  /** Fetches it as soon as a fetcher looks, which may be half a minute. */
  async set(actor: Actor, name: string, settings: ListFeedSettings): Promise<ListFeed> {
    const { id } = await this.catalog.loadToChange(actor, name);
    const row = { listId: id, ...settings, nextAt: this.clock.now(), trouble: '', createdBy: actor.accountId };
    await this.rows.upsert(row, ['listId']);
    return this.find(name);
  }

  /** What was fetched stays. */
  async remove(name: string): Promise<void> {
    const { id } = await this.catalog.load(name);
    const { affected } = await this.rows.delete({ listId: id });
    if (affected === 0) throw new PlainProblem('not_found', 'list.no_feed', `The list ${name} is not fetched.`);
  }

  private get rows() {
    return this.dataSource.getRepository(ListFeedEntity);
  }
}

function viewFeed(row: ListFeedEntity): ListFeed {
  const { url, everyMinutes, import: query, trouble } = row;
  return {
    ...{ url, everyMinutes, import: query, trouble },
    nextAt: row.nextAt.toISOString(),
    fetchedAt: row.fetchedAt?.toISOString() ?? null,
    report: row.report === null ? null : listImportReportSchema.parse(row.report),
  };
}
