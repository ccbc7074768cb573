import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  eventFacetsQuerySchema,
  eventFacetsSchema,
  eventFieldsQuerySchema,
  eventFieldsSchema,
  eventHistogramQuerySchema,
  eventHistogramSchema,
  eventIdSchema,
  eventListQuerySchema,
  eventPageSchema,
  eventValuesQuerySchema,
  eventValuesSchema,
  storedEventSchema,
  type EventFacets,
  type EventFacetsQuery,
  type EventFields,
  type EventHistogram,
  type EventHistogramQuery,
  type EventListQuery,
  type EventPage,
  type EventValues,
  type EventValuesQuery,
  type EventView,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { EventFacetCounts } from './event-facets';
import { EventSearch } from './event-search';
import { QueryHints } from './query-hints';

@ApiController('events')
export class EventsController {
  constructor(
    private readonly search: EventSearch,
    private readonly counts: EventFacetCounts,
    private readonly hints: QueryHints,
  ) {}

  @Get()
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventPageSchema)
  list(@Query({ schema: eventListQuerySchema }) query: EventListQuery): Promise<EventPage> {
    return this.search.page(query);
  }

  @Get('histogram')
  @Bounded('at most 100 bars')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventHistogramSchema)
  histogram(@Query({ schema: eventHistogramQuerySchema }) query: EventHistogramQuery): Promise<EventHistogram> {
    return this.search.histogram(query);
  }

  @Get('facets')
  @Bounded('one for each field asked for')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventFacetsSchema)
  facets(@Query({ schema: eventFacetsQuerySchema }) query: EventFacetsQuery): Promise<EventFacets> {
    return this.counts.count(query);
  }

  @Get('fields')
  @Bounded('the known fields, and at most 2,000 others')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventFieldsSchema)
  fields(@Query({ schema: eventFieldsQuerySchema }) query: EventHistogramQuery): Promise<EventFields> {
    return this.hints.fields(query);
  }

  @Get('values')
  @Bounded('as many as asked for')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, eventValuesSchema)
  values(@Query({ schema: eventValuesQuerySchema }) query: EventValuesQuery): Promise<EventValues> {
    return this.hints.values(query);
  }

  @Get(':id')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, storedEventSchema)
  show(@Param('id', { schema: eventIdSchema }) id: string): Promise<EventView> {
    return this.search.get(id);
  }
}
