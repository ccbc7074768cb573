import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Body, Get, HttpStatus, Logger, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  describeEvidenceSchema,
  evidenceDetailSchema,
  evidenceListSchema,
  evidenceSchema,
  incidentNumberSchema,
  removeEvidenceSchema,
  uploadEvidenceQuerySchema,
  type DescribeEvidence,
  type Evidence,
  type EvidenceDetail,
  type EvidenceList,
  type RemoveEvidence,
  type UploadEvidenceQuery,
} from '@tocsin/api-contract';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { EvidenceShelf } from './evidence-shelf';
import { EvidenceUpload } from './evidence-upload';

const NUMBER = { schema: incidentNumberSchema };
const ID = { schema: z.uuid() };

/** Files that belong to an incident. */
@ApiController('incidents/:number/evidence')
export class EvidenceController {
  private readonly log = new Logger(EvidenceController.name);

  constructor(
    private readonly upload: EvidenceUpload,
    private readonly shelf: EvidenceShelf,
  ) {}

  @Get()
  @Bounded('1,000, removed ones too')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, evidenceListSchema)
  list(@CurrentActor() actor: Actor, @Param('number', NUMBER) number: string): Promise<EvidenceList> {
    return this.shelf.list(actor, number);
  }

  @Post()
  @RequirePermission('incident.handle')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(HttpStatus.CREATED, evidenceSchema)
  add(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Query({ schema: uploadEvidenceQuerySchema }) query: UploadEvidenceQuery,
    @Req() request: Request,
  ): Promise<Evidence> {
    return this.upload.add(actor, number, query, request);
  }

  @Get(':id')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, evidenceDetailSchema)
  detail(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
  ): Promise<EvidenceDetail> {
    return this.shelf.detail(actor, number, id);
  }

  @Get(':id/file')
  @RequirePermission('incident.handle')
  @ApiProduces('application/octet-stream')
  @Answers(HttpStatus.OK)
  async file(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { evidence, bytes } = await this.shelf.take(actor, number, id);
    setInertHeaders(response, evidence);
    try {
      await pipeline(Readable.from(bytes, { objectMode: true, highWaterMark: 1 }), response);
    } catch (error) {
      // The receiver sees it by a connection that is cut.
      this.log.debug(`A file of ${evidence.incident} was not sent to its end: ${String(error)}`);
    }
  }

  @Post(':id/verify')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, evidenceDetailSchema)
  verify(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
  ): Promise<EvidenceDetail> {
    return this.shelf.verify(actor, number, id);
  }

  @Post(':id/describe')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, evidenceDetailSchema)
  describe(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
    @Body({ schema: describeEvidenceSchema }) wish: DescribeEvidence,
  ): Promise<EvidenceDetail> {
    return this.shelf.describe(actor, number, id, wish);
  }

  @Post(':id/remove')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, evidenceDetailSchema)
  remove(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
    @Body({ schema: removeEvidenceSchema }) wish: RemoveEvidence,
  ): Promise<EvidenceDetail> {
    return this.shelf.remove(actor, number, id, wish);
  }
}

/** Nothing shows or runs it: no type, no page, and an ending that no program is for. */
function setInertHeaders(response: Response, { incident, label, name, bytes, sha256 }: Evidence): void {
  const full = `${incident}-${label}-${name}.bin`;
  const plain = full.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(full).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  response.setHeader('content-type', 'application/octet-stream');
  response.setHeader('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
  response.setHeader('content-length', bytes);
  response.setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store, no-transform');
  response.setHeader('x-content-sha256', sha256);
}
