import { Module } from '@nestjs/common';

import { EntrySearch } from './entries/entry-search';
import { EntryWriter } from './entries/entry-writer';
import { ListEntries } from './entries/list-entries';
import { ListImport } from './import/list-import';
import { ListCatalog } from './list-catalog';
import { ListHousekeeping } from './list-housekeeping';
import { ListNews } from './list-news';
import { ListsController } from './lists.controller';

/** Lists that workers know by heart: watchlists, key staff, feeds, assets, identities. */
@Module({
  controllers: [ListsController],
  providers: [EntrySearch, EntryWriter, ListCatalog, ListEntries, ListHousekeeping, ListImport, ListNews],
  exports: [EntrySearch, ListCatalog, ListEntries],
})
export class ListsModule {}
