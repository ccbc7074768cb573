import { Get, HttpStatus, Param, Query, StreamableFile } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { incidentNumberSchema, incidentReportQuerySchema, type IncidentReportQuery } from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { reportOf, type Report } from './incident-report';
import { pdfOf } from './pdf/pdf-report';
import { ReportMatters } from './report-matter';
import { htmlOf, markdownOf } from './report-writers';

const inBytes = (write: (report: Report) => string) => (report: Report) => Promise.resolve(Buffer.from(write(report)));
const WRITERS = {
  md: { write: inBytes(markdownOf), type: 'text/markdown; charset=utf-8' },
  html: { write: inBytes(htmlOf), type: 'text/html; charset=utf-8' },
  pdf: { write: pdfOf, type: 'application/pdf' },
} as const;

/** All of an incident as one file for people without an account. */
@ApiController('incidents/:number/report')
export class IncidentReportController {
  constructor(private readonly matters: ReportMatters) {}

  @Get()
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK)
  async report(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: incidentNumberSchema }) number: string,
    @Query({ schema: incidentReportQuerySchema }) { format }: IncidentReportQuery,
  ): Promise<StreamableFile> {
    const matter = await this.matters.of(actor, number);
    const { write, type } = WRITERS[format];
    const file = await write(reportOf(matter));
    return new StreamableFile(file, {
      type,
      length: file.byteLength,
      disposition: `attachment; filename="${matter.incident.number}.${format}"`,
    });
  }
}
