import { Module } from '@nestjs/common';

import { EntrySearch } from './entries/entry-search';
import { EntryWriter } from './entries/entry-writer';
import { ListEntries } from './entries/list-entries';
import { DueFeeds } from './feeds/due-feeds';
import { FeedFetcher } from './feeds/feed-fetcher';
import { FeedSource } from './feeds/feed-source';
import { ListFeeds } from './feeds/list-feeds';
import { ListFeedsController } from './feeds/list-feeds.controller';
import { ListImport } from './import/list-import';
import { ManualImport } from './import/manual-import';
import { ListCatalog } from './list-catalog';
import { ListHousekeeping } from './list-housekeeping';
import { ListNews } from './list-news';
import { ListsController } from './lists.controller';

/** Lists that workers know by heart: watchlists, key staff, feeds, assets, identities. */
@Module({
  controllers: [ListFeedsController, ListsController],
  providers: [
    DueFeeds,
    FeedFetcher,
    FeedSource,
    ListFeeds,
    EntrySearch,
    EntryWriter,
    ListCatalog,
    ListEntries,
    ListHousekeeping,
    ListImport,
    ManualImport,
    ListNews,
  ],
  exports: [EntrySearch, ListCatalog, ListEntries],
})
export class ListsModule {}
