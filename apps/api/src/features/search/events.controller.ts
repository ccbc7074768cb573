import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  eventFacetsQuerySchema,
  eventFacetsSchema,
  eventHistogramQuerySchema,
  eventHistogramSchema,
  eventIdSchema,
  eventListQuerySchema,
  eventPageSchema,
  storedEventSchema,
  type EventFacets,
  type EventFacetsQuery,
  type EventHistogram,
  type EventHistogramQuery,
  type EventListQuery,
  type EventPage,
  type EventView,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { EventFacetCounts } from './event-facets';
import { EventSearch } from './event-search';

@ApiController('events')
export class EventsController {
  constructor(
    private readonly search: EventSearch,
    private readonly counts: EventFacetCounts,
  ) {}

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

  @Get('facets')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventFacetsSchema)
  facets(@Query({ schema: eventFacetsQuerySchema }) query: EventFacetsQuery): Promise<EventFacets> {
    return this.counts.count(query);
  }

  @Get(':id')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, storedEventSchema)
  show(@Param('id', { schema: eventIdSchema }) id: string): Promise<EventView> {
    return this.search.get(id);
  }
}
