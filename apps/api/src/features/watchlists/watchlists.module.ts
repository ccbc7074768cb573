import { Module } from '@nestjs/common';

import { ListsModule } from '../lists/lists.module';
import { Watchlists } from './watchlists';
import { WatchlistsController } from './watchlists.controller';

/** Values worth a second look. */
@Module({ imports: [ListsModule], controllers: [WatchlistsController], providers: [Watchlists] })
export class WatchlistsModule {}
