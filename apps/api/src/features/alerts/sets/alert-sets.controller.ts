import { Body, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertSetActionSchema,
  alertSetLeftQuerySchema,
  alertSetLeftSchema,
  alertSetSchema,
  createAlertSetSchema,
  type AlertSet,
  type AlertSetAction,
  type AlertSetLeft,
  type AlertSetLeftQuery,
  type CreateAlertSet,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController } from '../../../http/api-controller';
import { AlertSets } from './alert-sets';

const idSchema = z.uuid();

@ApiController('alert-sets')
export class AlertSetsController {
  constructor(private readonly sets: AlertSets) {}

  @Post()
  @RequirePermission('alert.handle')
  @Answers(HttpStatus.CREATED, alertSetSchema)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createAlertSetSchema }) which: CreateAlertSet,
  ): Promise<AlertSet> {
    return this.sets.create(actor, which);
  }

  @Get(':id')
  @RequirePermission('alert.handle')
  @Answers(HttpStatus.OK, alertSetSchema)
  show(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string): Promise<AlertSet> {
    return this.sets.find(actor, id);
  }

  @Get(':id/left')
  @RequirePermission('alert.handle')
  @Answers(HttpStatus.OK, alertSetLeftSchema)
  left(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: alertSetLeftQuerySchema }) query: AlertSetLeftQuery,
  ): Promise<AlertSetLeft> {
    return this.sets.left(actor, id, query);
  }

  @Post(':id/run')
  @RequirePermission('alert.handle')
  @Answers(HttpStatus.ACCEPTED, alertSetSchema)
  run(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: alertSetActionSchema }) action: AlertSetAction,
  ): Promise<AlertSet> {
    return this.sets.run(actor, id, action);
  }

  @Post(':id/undo')
  @RequirePermission('alert.handle')
  @Answers(HttpStatus.ACCEPTED, alertSetSchema)
  undo(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string): Promise<AlertSet> {
    return this.sets.undo(actor, id);
  }
}
