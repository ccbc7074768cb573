import { Body, Delete, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  addItemSchema,
  alertHistoryQuerySchema,
  changeAlertLinksSchema,
  incidentHistorySchema,
  incidentItemSchema,
  incidentItemsSchema,
  incidentNumberSchema,
  incidentSchema,
  itemKindSchema,
  linkedAlertsSchema,
  setItemFieldSchema,
  type AddItem,
  type AlertHistoryQuery,
  type ChangeAlertLinks,
  type Incident,
  type IncidentHistory,
  type IncidentItem,
  type IncidentItems,
  type ItemKind,
  type LinkedAlerts,
  type SetItemField,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { IncidentItemList } from './incident-items';
import { IncidentLinks } from './incident-links';
import { IncidentPast } from './incident-past';

const NUMBER = { schema: incidentNumberSchema };
const ID = { schema: z.uuid() };
const kindQuerySchema = z.strictObject({ kind: itemKindSchema.optional() });

/** What belongs to an incident. */
@ApiController('incidents/:number')
export class IncidentPartsController {
  constructor(
    private readonly items: IncidentItemList,
    private readonly links: IncidentLinks,
    private readonly past: IncidentPast,
  ) {}

  @Get('items')
  @Bounded('the first 5,000')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, incidentItemsSchema)
  list(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Query({ schema: kindQuerySchema }) { kind }: { kind?: ItemKind },
  ): Promise<IncidentItems> {
    return this.items.of(actor, number, kind);
  }

  @Post('items')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.CREATED, incidentItemSchema)
  add(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: addItemSchema }) wish: AddItem,
  ): Promise<IncidentItem> {
    return this.items.add(actor, number, wish);
  }

  @Post('items/:id/set')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentItemSchema)
  set(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
    @Body({ schema: setItemFieldSchema }) wish: SetItemField,
  ): Promise<IncidentItem> {
    return this.items.set(actor, number, id, wish);
  }

  @Delete('items/:id')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.NO_CONTENT)
  remove(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
  ): Promise<void> {
    return this.items.remove(actor, number, id);
  }

  @Post('items/:id/restore')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentItemSchema)
  restore(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Param('id', ID) id: string,
  ): Promise<IncidentItem> {
    return this.items.restore(actor, number, id);
  }

  @Get('history')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, incidentHistorySchema)
  history(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Query({ schema: alertHistoryQuerySchema }) query: AlertHistoryQuery,
  ): Promise<IncidentHistory> {
    return this.past.page(actor, number, query);
  }

  @Get('alerts')
  @Bounded('the 5,000 newest, and 10 suggestions')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, linkedAlertsSchema)
  alerts(@CurrentActor() actor: Actor, @Param('number', NUMBER) number: string): Promise<LinkedAlerts> {
    return this.links.of(actor, number);
  }

  @Post('alerts')
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentSchema)
  link(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: changeAlertLinksSchema }) wish: ChangeAlertLinks,
  ): Promise<Incident> {
    return this.links.change(actor, number, wish);
  }
}
