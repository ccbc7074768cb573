import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  eventHistogramQuerySchema,
  eventHistogramSchema,
  eventIdSchema,
  eventListQuerySchema,
  eventPageSchema,
  storedEventSchema,
  type EventHistogram,
  type EventHistogramQuery,
  type EventListQuery,
  type EventPage,
  type EventView,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { EventSearch } from './event-search';

@ApiController('events')
export class EventsController {
  constructor(private readonly search: EventSearch) {}

  @Get()
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventPageSchema)
  list(@Query({ schema: eventListQuerySchema }) query: EventListQuery): Promise<EventPage> {
    return this.search.page(query);
  }

  @Get('histogram')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventHistogramSchema)
  histogram(@Query({ schema: eventHistogramQuerySchema }) query: EventHistogramQuery): Promise<EventHistogram> {
    return this.search.histogram(query);
  }

  @Get(':id')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, storedEventSchema)
  show(@Param('id', { schema: eventIdSchema }) id: string): Promise<EventView> {
    return this.search.get(id);
  }
}
