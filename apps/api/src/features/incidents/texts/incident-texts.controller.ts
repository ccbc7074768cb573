import { Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  incidentNumberSchema,
  textNameSchema,
  textVersionSchema,
  textVersionsSchema,
  type TextVersion,
  type TextVersions,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { IncidentTexts } from './incident-texts';

const NUMBER = { schema: incidentNumberSchema };
const NAME = { schema: textNameSchema };
const SEQ = { schema: z.coerce.number().int().min(1).max(2_147_483_647) };

/** How the texts of an incident stood before. The texts themselves are written over the socket. */
@ApiController('incidents/:number/texts/:text/versions')
export class IncidentTextsController {
  constructor(private readonly texts: IncidentTexts) {}

  @Get()
  @Bounded('300 versions, thinned with age')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, textVersionsSchema)
  list(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('text', NAME) name: string,
  ): Promise<TextVersions> {
    return this.texts.versions(actor, number, name);
  }

  @Get(':seq')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, textVersionSchema)
  find(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('text', NAME) name: string,
    @Param('seq', SEQ) seq: number,
  ): Promise<TextVersion> {
    return this.texts.version(actor, number, { name, seq });
  }

  @Post(':seq/restore')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.NO_CONTENT)
  restore(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('text', NAME) name: string,
    @Param('seq', SEQ) seq: number,
  ): Promise<void> {
    return this.texts.restore(actor, number, { name, seq });
  }
}
