import { Module } from '@nestjs/common';

import { BatchModule } from '../../../batch/batch.module';
import { PostgresWatchlists } from './postgres-watchlists';
import { WatchlistHealth } from './watchlist-health';
import { WatchlistKeeper } from './watchlist-keeper';
import { WatchlistEnricher } from './watchlist.enricher';
import { Watchlists } from './watchlists';

/** Import it in the stage's module and the registry finds the enricher by its decorator. */
@Module({
  imports: [BatchModule],
  providers: [
    WatchlistEnricher,
    WatchlistKeeper,
    WatchlistHealth,
    { provide: Watchlists, useClass: PostgresWatchlists },
  ],
})
export class WatchlistModule {}
