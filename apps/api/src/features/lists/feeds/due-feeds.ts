import { Injectable } from '@nestjs/common';
import type { ListImportReport } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { ListFeedEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

/** A feed whose time has come. */
export interface DueFeed {
  readonly listId: string;
  readonly name: string;
  readonly url: string;
  readonly import: Readonly<Record<string, string>>;
  readonly createdBy: string;
}

/** Whoever takes a feed moves its next time on, so that no other takes it, and so that one that fails does not come at once. */
const TAKE = `
  UPDATE list_feed feed SET next_at = $1::timestamptz + make_interval(mins => every_minutes)
    FROM list WHERE list.id = feed.list_id AND feed.list_id = (
      SELECT list_id FROM list_feed JOIN list ON list.id = list_id
        WHERE next_at <= $1 AND removed_at IS NULL ORDER BY next_at LIMIT 1 FOR UPDATE OF list_feed SKIP LOCKED)
    RETURNING feed.list_id AS "listId", list.name, feed.url, feed.import, feed.created_by AS "createdBy"`;

const AGAIN_AFTER_MS = 5 * 60_000;

/** Which feeds are to be fetched, and how it went. */
@Injectable()
export class DueFeeds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async take(): Promise<DueFeed | undefined> {
    const [rows] = await this.dataSource.query<[DueFeed[], number]>(TAKE, [this.clock.now()]);
    return rows[0];
  }

  async fetched({ listId }: DueFeed, report: ListImportReport): Promise<void> {
    const row = { fetchedAt: this.clock.now(), report: { ...report }, trouble: '' };
    await this.rows.update({ listId }, row);
  }

  /** It is tried again soon: five minutes are the shortest time a feed may ask for. */
  async failed({ listId }: DueFeed, trouble: string): Promise<void> {
    const nextAt = new Date(this.clock.now().getTime() + AGAIN_AFTER_MS);
    await this.rows.update({ listId }, { trouble, nextAt });
  }

  /** In words: which lists could not be fetched the last time. */
  async troubles(): Promise<string> {
    const rows = await this.dataSource.query<{ name: string; trouble: string }[]>(
      `SELECT name, trouble FROM list_feed JOIN list ON list.id = list_id
        WHERE trouble <> '' AND removed_at IS NULL ORDER BY name LIMIT 10`,
    );
    return rows.map(({ name, trouble }) => `List ${name} could not be fetched: ${trouble}`).join(' ');
  }

  private get rows() {
    return this.dataSource.getRepository(ListFeedEntity);
  }
}
