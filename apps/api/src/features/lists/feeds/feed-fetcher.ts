import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DomainError, listImportQuerySchema } from '@tocsin/api-contract';
import { ReadinessChecks } from '@tocsin/observability';

import { ListImport } from '../import/list-import';
import { DueFeeds, type DueFeed } from './due-feeds';
import { FeedSource } from './feed-source';

const LOOK_EVERY_MS = 30_000;

/** Fetches the lists whose time has come, one after the other; of several instances each takes those no other has taken. */
@Injectable()
export class FeedFetcher implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(FeedFetcher.name);
  private timer: NodeJS.Timeout | undefined;
  private isAtIt = false;

  constructor(
    private readonly due: DueFeeds,
    private readonly source: FeedSource,
    private readonly imports: ListImport,
    private readonly checks: ReadinessChecks,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    // An old feed is better than no console.
    this.checks.add('list_feeds', async () => ({ ok: true, detail: await this.due.troubles().catch(() => '') }));
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Fetches everything that is due. */
  async look(): Promise<void> {
    if (this.isAtIt) return;
    this.isAtIt = true;
    try {
      for (let feed = await this.due.take(); feed !== undefined; feed = await this.due.take()) await this.fetch(feed);
    } catch (error) {
      this.log.warn(`Lists could not be fetched, trying again in half a minute: ${String(error)}`);
    } finally {
      this.isAtIt = false;
    }
  }

  private async fetch(feed: DueFeed): Promise<void> {
    try {
      const query = listImportQuerySchema.parse({ mode: 'replace', ...feed.import });
      const report = await this.imports.run(feed.createdBy, feed.name, query, await this.source.open(feed.url));
      await this.due.fetched(feed, report);
    } catch (error) {
      const trouble = error instanceof DomainError ? error.message : 'It could not be taken in; the log has more.';
      this.log.warn(`List ${feed.name} could not be fetched: ${String(error)}`);
      await this.due.failed(feed, trouble);
    }
  }
}
