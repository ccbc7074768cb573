import { Get, HttpStatus, Param, Res } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { incidentNumberSchema, verisIncidentSchema, type VerisIncident } from '@tocsin/api-contract';
import type { Response } from 'express';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { IncidentItemList } from '../incident-items';
import { IncidentReading } from '../incident-reading';
import { verisOf } from './veris-export';

/** An incident in the words of VERIS, as a file. */
@ApiController('incidents/:number/veris')
export class IncidentVerisController {
  constructor(
    private readonly reading: IncidentReading,
    private readonly items: IncidentItemList,
  ) {}

  @Get()
  @Bounded('one incident')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, verisIncidentSchema)
  async incident(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: incidentNumberSchema }) number: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VerisIncident> {
    const incident = await this.reading.open(actor, number);
    const { items } = await this.items.of(actor, number, undefined);
    response.setHeader('content-disposition', `attachment; filename="${incident.number}.veris.json"`);
    return verisOf(incident, items);
  }
}
