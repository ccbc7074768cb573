import { Module } from '@nestjs/common';

import { EventSearch } from './event-search';
import { EventsController } from './events.controller';

/** Looking for events. */
@Module({ controllers: [EventsController], providers: [EventSearch] })
export class SearchModule {}
