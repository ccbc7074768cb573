import { Get, HttpStatus, Param, Query, Res } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { incidentNumberSchema, incidentReportQuerySchema, type IncidentReportQuery } from '@tocsin/api-contract';
import type { Response } from 'express';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { IncidentItemList } from './incident-items';
import { IncidentLinks } from './incident-links';
import { reportOf } from './incident-report';
import { IncidentReading } from './incident-reading';
import { htmlOf, markdownOf } from './report-writers';

const WRITERS = {
  md: { write: markdownOf, type: 'text/markdown; charset=utf-8' },
  html: { write: htmlOf, type: 'text/html; charset=utf-8' },
} as const;

/** All of an incident as one file for people without an account. */
@ApiController('incidents/:number/report')
export class IncidentReportController {
  constructor(
    private readonly reading: IncidentReading,
    private readonly items: IncidentItemList,
    private readonly links: IncidentLinks,
  ) {}

  @Get()
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK)
  async report(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: incidentNumberSchema }) number: string,
    @Query({ schema: incidentReportQuerySchema }) { format }: IncidentReportQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const incident = await this.reading.open(actor, number);
    const { items } = await this.items.of(actor, number, undefined);
    const { alerts } = await this.links.of(actor, number);
    const { write, type } = WRITERS[format];
    response.setHeader('content-type', type);
    response.setHeader('content-disposition', `attachment; filename="${incident.number}.${format}"`);
    return write(reportOf({ incident, items, alerts }));
  }
}
