import { Body, Get, HttpStatus, Param, Post, Put, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  changePeopleSchema,
  changeTagsSchema,
  createIncidentSchema,
  incidentListQuerySchema,
  incidentNumberSchema,
  incidentPageSchema,
  incidentSchema,
  milestoneNameSchema,
  restrictIncidentSchema,
  setIncidentFieldSchema,
  setMilestoneSchema,
  type ChangePeople,
  type ChangeTags,
  type CreateIncident,
  type Incident,
  type IncidentListQuery,
  type IncidentPage,
  type MilestoneName,
  type RestrictIncident,
  type SetIncidentField,
  type SetMilestone,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { IncidentFields } from './incident-fields';
import { IncidentList } from './incident-list';
import { IncidentMaker } from './incident-maker';
import { IncidentReading } from './incident-reading';

const NUMBER = { schema: incidentNumberSchema };

@ApiController('incidents')
export class IncidentsController {
  constructor(
    private readonly list: IncidentList,
    private readonly maker: IncidentMaker,
    private readonly fields: IncidentFields,
    private readonly reading: IncidentReading,
  ) {}

  @Get()
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, incidentPageSchema)
  page(
    @CurrentActor() actor: Actor,
    @Query({ schema: incidentListQuerySchema }) query: IncidentListQuery,
  ): Promise<IncidentPage> {
    return this.list.page(actor, query);
  }

  @Post()
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.CREATED, incidentSchema)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createIncidentSchema }) wish: CreateIncident,
  ): Promise<Incident> {
    return this.maker.create(actor, wish);
  }

  @Get(':number')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, incidentSchema)
  find(@CurrentActor() actor: Actor, @Param('number', NUMBER) number: string): Promise<Incident> {
    return this.reading.open(actor, number);
  }

  @Post(':number/set')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  set(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: setIncidentFieldSchema }) wish: SetIncidentField,
  ): Promise<Incident> {
    return this.fields.set(actor, number, wish);
  }

  @Put(':number/milestones/:name')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  milestone(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('name', { schema: milestoneNameSchema }) name: MilestoneName,
    @Body({ schema: setMilestoneSchema }) wish: SetMilestone,
  ): Promise<Incident> {
    return this.fields.milestone(actor, number, name, wish);
  }

  @Post(':number/tags')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  tags(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: changeTagsSchema }) wish: ChangeTags,
  ): Promise<Incident> {
    return this.fields.tags(actor, number, wish);
  }

  @Post(':number/team')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  team(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: changePeopleSchema }) wish: ChangePeople,
  ): Promise<Incident> {
    return this.fields.team(actor, number, wish);
  }

  @Post(':number/restrict')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  restrict(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: restrictIncidentSchema }) wish: RestrictIncident,
  ): Promise<Incident> {
    return this.fields.restrict(actor, number, wish);
  }
}
