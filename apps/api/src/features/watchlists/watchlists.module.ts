import { Module } from '@nestjs/common';

import { Watchlists } from './watchlists';
import { WatchlistsController } from './watchlists.controller';

/** Values worth a second look. */
@Module({ controllers: [WatchlistsController], providers: [Watchlists] })
export class WatchlistsModule {}
