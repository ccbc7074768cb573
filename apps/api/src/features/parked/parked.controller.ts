import { Body, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  discardedParkedSchema,
  discardParkedSchema,
  parkedGroupsQuerySchema,
  parkedGroupsSchema,
  parkedListQuerySchema,
  parkedPageSchema,
  parkedRawSchema,
  parkedRetrySchema,
  retryManyParkedSchema,
  retryParkedSchema,
  retryProgressSchema,
  type DiscardedParked,
  type DiscardParked,
  type ParkedGroups,
  type ParkedGroupsQuery,
  type ParkedListQuery,
  type ParkedPage,
  type ParkedRaw,
  type ParkedRetry,
  type RetryManyParked,
  type RetryParked,
  type RetryProgress,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { ParkedEvents } from './parked-events';
import { ParkedWork } from './parked-work';

const idSchema = z.uuid();

@ApiController('parked')
export class ParkedController {
  constructor(
    private readonly parked: ParkedEvents,
    private readonly work: ParkedWork,
  ) {}

  @Get()
  @RequirePermission('parked.read')
  @Answers(HttpStatus.OK, parkedPageSchema)
  list(@Query({ schema: parkedListQuerySchema }) query: ParkedListQuery): Promise<ParkedPage> {
    return this.parked.page(query);
  }

  @Get('groups')
  @Bounded('the 200 largest')
  @RequirePermission('parked.read')
  @Answers(HttpStatus.OK, parkedGroupsSchema)
  groups(@Query({ schema: parkedGroupsQuerySchema }) query: ParkedGroupsQuery): Promise<ParkedGroups> {
    return this.work.groups(query);
  }

  @Get('retries/:id')
  @RequirePermission('parked.read')
  @Answers(HttpStatus.OK, retryProgressSchema)
  progress(@Param('id', { schema: idSchema }) id: string): Promise<RetryProgress> {
    return this.work.progress(id);
  }

  @Get(':id/raw')
  @RequirePermission('parked.read_raw')
  @Answers(HttpStatus.OK, parkedRawSchema)
  raw(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string): Promise<ParkedRaw> {
    return this.work.raw(actor, id);
  }

  @Post('retry')
  @RequirePermission('parked.handle')
  @Answers(HttpStatus.ACCEPTED, parkedRetrySchema)
  retryMany(
    @CurrentActor() actor: Actor,
    @Body({ schema: retryManyParkedSchema }) which: RetryManyParked,
  ): Promise<ParkedRetry> {
    return this.work.retryMany(actor, which);
  }

  @Post('discard')
  @RequirePermission('parked.handle')
  @Answers(HttpStatus.OK, discardedParkedSchema)
  discard(
    @CurrentActor() actor: Actor,
    @Body({ schema: discardParkedSchema }) which: DiscardParked,
  ): Promise<DiscardedParked> {
    return this.work.discard(actor, which);
  }

  @Post(':id/retry')
  @RequirePermission('parked.handle')
  @Answers(HttpStatus.ACCEPTED, parkedRetrySchema)
  retry(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: retryParkedSchema }) { text }: RetryParked,
  ): Promise<ParkedRetry> {
    return this.work.retryOne(actor, id, text);
  }
}
