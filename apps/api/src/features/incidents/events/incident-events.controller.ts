import { Body, Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  changeIncidentEventsSchema,
  eventCopySchema,
  eventIdSchema,
  incidentNumberSchema,
  incidentSchema,
  linkedEventsSchema,
  type ChangeIncidentEvents,
  type EventCopy,
  type Incident,
  type LinkedEvents,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { IncidentEvents } from './incident-events';

const NUMBER = { schema: incidentNumberSchema };

/** Copies of the events that belong to an incident. */
@ApiController('incidents/:number/events')
export class IncidentEventsController {
  constructor(private readonly events: IncidentEvents) {}

  @Get()
  @Bounded('5,000')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, linkedEventsSchema)
  list(@CurrentActor() actor: Actor, @Param('number', NUMBER) number: string): Promise<LinkedEvents> {
    return this.events.of(actor, number);
  }

  @Post()
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  change(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: changeIncidentEventsSchema }) wish: ChangeIncidentEvents,
  ): Promise<Incident> {
    return this.events.change(actor, number, wish);
  }

  @Get(':id')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, eventCopySchema)
  copy(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', { schema: eventIdSchema }) id: string,
  ): Promise<EventCopy> {
    return this.events.copy(actor, number, id);
  }
}
