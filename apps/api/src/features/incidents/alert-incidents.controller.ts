import { Get, HttpStatus, Param } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { alertIncidentsSchema, alertNumberSchema, type AlertIncidents } from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { IncidentLinks } from './incident-links';

/** The other way: from an alert to its incidents. */
@ApiController('alerts/:number/incidents')
export class AlertIncidentsController {
  constructor(private readonly links: IncidentLinks) {}

  @Get()
  @Bounded('the 200 newest')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, alertIncidentsSchema)
  list(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
  ): Promise<AlertIncidents> {
    return this.links.incidentsOf(actor, number);
  }
}
