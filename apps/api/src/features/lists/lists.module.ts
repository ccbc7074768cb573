import { Module } from '@nestjs/common';

import { BlockExports } from './block/block-exports';
import { BlockExportViews } from './block/block-export-views';
import { BlockExportWriter } from './block/block-export-writer';
import { BlockExportsController } from './block/block-exports.controller';
import { BlockFetchController } from './block/block-fetch.controller';
import { BlockFetches } from './block/block-fetches';
import { BlockText } from './block/block-text';
import { FetchLimit } from './block/fetch-limit';
import { GuardList } from './block/guard-list';
import { EntryChanges } from './entries/entry-changes';
import { EntryCorrections } from './entries/entry-corrections';
import { EntryCorrectionsController } from './entries/entry-corrections.controller';
import { EntrySearch } from './entries/entry-search';
import { EntryWriter } from './entries/entry-writer';
import { ListEntries } from './entries/list-entries';
import { DueFeeds } from './feeds/due-feeds';
import { FeedFetcher } from './feeds/feed-fetcher';
import { FeedSource } from './feeds/feed-source';
import { ListFeeds } from './feeds/list-feeds';
import { ListFeedsController } from './feeds/list-feeds.controller';
import { HitSearch } from './hits/hit-search';
import { ListHitCounts } from './hits/list-hits';
import { ListHitsController } from './hits/list-hits.controller';
import { ListMatch } from './hits/list-match';
import { ListImport } from './import/list-import';
import { ManualImport } from './import/manual-import';
import { ListCatalog } from './list-catalog';
import { ListHousekeeping } from './list-housekeeping';
import { ListNews } from './list-news';
import { ListsController } from './lists.controller';

/** Lists that workers know by heart: watchlists, key staff, feeds, assets, identities; and those that firewalls fetch. */
@Module({
  controllers: [
    EntryCorrectionsController,
    BlockExportsController,
    BlockFetchController,
    ListHitsController,
    ListFeedsController,
    ListsController,
  ],
  providers: [
    BlockExports,
    BlockExportViews,
    BlockExportWriter,
    BlockFetches,
    BlockText,
    FetchLimit,
    GuardList,
    HitSearch,
    ListHitCounts,
    ListMatch,
    DueFeeds,
    FeedFetcher,
    FeedSource,
    ListFeeds,
    EntryChanges,
    EntryCorrections,
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
