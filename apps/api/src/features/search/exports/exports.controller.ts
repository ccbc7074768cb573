import { Body, Get, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  createExportSchema,
  eventExportSchema,
  exportListSchema,
  MOST_EXPORTED,
  type CreateExport,
  type EventExport,
  type ExportList,
} from '@tocsin/api-contract';
import type { Response } from 'express';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { EventExports } from './event-exports';
import { ExportRun } from './export-run';

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;
const exportIdSchema = z.uuid();

@ApiController('events/exports')
export class ExportsController {
  constructor(
    private readonly exports: EventExports,
    private readonly run: ExportRun,
  ) {}

  @Get()
  @Bounded('your 20 newest')
  @RequirePermission('event.export')
  @Answers(HttpStatus.OK, exportListSchema)
  async list(@CurrentActor() actor: Actor): Promise<ExportList> {
    return { exports: await this.exports.list(actor), most: MOST_EXPORTED };
  }

  @Post()
  @RequirePermission('event.export')
  @Answers(HttpStatus.CREATED, eventExportSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createExportSchema }) wish: CreateExport): Promise<EventExport> {
    return this.exports.create(actor, wish);
  }

  @Get(':id')
  @RequirePermission('event.export')
  @Answers(HttpStatus.OK, eventExportSchema)
  show(@CurrentActor() actor: Actor, @Param('id', { schema: exportIdSchema }) id: string): Promise<EventExport> {
    return this.exports.get(actor, id);
  }

  @Get(':id/file')
  @RequirePermission('event.export')
  @ApiProduces('text/csv', 'application/x-ndjson')
  @Answers(HttpStatus.OK)
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: exportIdSchema }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.exports.take(actor, id);
    const name = `events-utc-${row.createdAt.toISOString().replace(/\D/g, '').slice(0, 14)}.${row.format}`;
    response.setHeader('content-type', TYPES[row.format]);
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('cache-control', 'no-store');
    // A proxy that gathers the file would hide how fast the receiver reads.
    response.setHeader('x-accel-buffering', 'no');
    response.flushHeaders();
    await this.run.write(actor, row, response);
  }

  @Post(':id/cancel')
  @RequirePermission('event.export')
  @Answers(HttpStatus.OK, eventExportSchema)
  cancel(@CurrentActor() actor: Actor, @Param('id', { schema: exportIdSchema }) id: string): Promise<EventExport> {
    return this.exports.cancel(actor, id);
  }
}
