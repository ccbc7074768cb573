import { Module } from '@nestjs/common';

import { EventFacetCounts } from './event-facets';
import { QueryHints } from './query-hints';
import { EventSearch } from './event-search';
import { EventsController } from './events.controller';
import { EventExports } from './exports/event-exports';
import { ExportRun } from './exports/export-run';
import { ExportsController } from './exports/exports.controller';

/** Looking for events. The controller whose paths hold any id comes last. */
@Module({
  controllers: [ExportsController, EventsController],
  providers: [EventExports, EventFacetCounts, EventSearch, ExportRun, QueryHints],
})
export class SearchModule {}
