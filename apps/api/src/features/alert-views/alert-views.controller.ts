import { Body, Delete, Get, HttpStatus, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  createAlertViewSchema,
  alertViewSchema,
  alertViewListSchema,
  updateAlertViewSchema,
  type CreateAlertView,
  type SavedAlertView,
  type AlertViewList,
  type UpdateAlertView,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { SeenVersion, VersionTag } from '../../http/entity-tag';
import { AlertViews } from './alert-views';

const viewIdSchema = z.uuid();
const IF_MATCH = { name: 'If-Match', description: 'ETag of the view as it was seen.', required: true } as const;

@ApiController('alert-views')
@UseInterceptors(VersionTag)
export class AlertViewsController {
  constructor(private readonly views: AlertViews) {}

  @Get()
  @Bounded('200 of each person who shares')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertViewListSchema)
  async list(@CurrentActor() actor: Actor): Promise<AlertViewList> {
    return { views: await this.views.list(actor) };
  }

  @Post()
  @RequirePermission('alert.read')
  @Answers(HttpStatus.CREATED, alertViewSchema)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createAlertViewSchema }) wish: CreateAlertView,
  ): Promise<SavedAlertView> {
    return this.views.create(actor, wish);
  }

  @Get(':id')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertViewSchema)
  show(@CurrentActor() actor: Actor, @Param('id', { schema: viewIdSchema }) id: string): Promise<SavedAlertView> {
    return this.views.get(actor, id);
  }

  @Patch(':id')
  @RequirePermission('alert.read')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.OK, alertViewSchema)
  update(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: viewIdSchema }) id: string,
    @SeenVersion() seen: number,
    @Body({ schema: updateAlertViewSchema }) wish: UpdateAlertView,
  ): Promise<SavedAlertView> {
    return this.views.update(actor, { id, seen }, wish);
  }

  @Delete(':id')
  @RequirePermission('alert.read')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.NO_CONTENT)
  delete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: viewIdSchema }) id: string,
    @SeenVersion() seen: number,
  ): Promise<void> {
    return this.views.delete(actor, { id, seen });
  }
}
