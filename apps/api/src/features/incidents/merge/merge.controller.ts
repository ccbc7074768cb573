import { Body, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  incidentNumberSchema,
  incidentSchema,
  mergeIncidentSchema,
  unmergeIncidentSchema,
  type Incident,
  type MergeIncident,
  type UnmergeIncident,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController } from '../../../http/api-controller';
import { IncidentMerging } from './incident-merging';

const NUMBER = { schema: incidentNumberSchema };

/** One incident made a part of another, and back. */
@ApiController('incidents/:number')
export class MergeController {
  constructor(private readonly merging: IncidentMerging) {}

  @Post('merge')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  merge(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: mergeIncidentSchema }) wish: MergeIncident,
  ): Promise<Incident> {
    return this.merging.merge(actor, number, wish);
  }

  @Post('unmerge')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  unmerge(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: unmergeIncidentSchema }) wish: UnmergeIncident,
  ): Promise<Incident> {
    return this.merging.unmerge(actor, number, wish);
  }
}
