import { Module } from '@nestjs/common';

import { GeoipModule } from './geoip/geoip.module';
import { WatchlistModule } from './watchlist/watchlist.module';

/** The enrichers that come with the product. */
@Module({ imports: [GeoipModule, WatchlistModule] })
export class EnrichModule {}
