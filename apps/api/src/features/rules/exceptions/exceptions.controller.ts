import { Body, Delete, Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertNumberSchema,
  createExceptionSchema,
  exceptionListSchema,
  exceptionPreviewSchema,
  exceptionSchema,
  previewExceptionSchema,
  ruleIdSchema,
  type CreateException,
  type ExceptionList,
  type ExceptionPreview,
  type PreviewException,
  type RuleException,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { RuleExceptions } from './rule-exceptions';

/** What the rule of an alert leaves out. */
@ApiController('alerts/:number/exceptions')
export class ExceptionsController {
  constructor(private readonly exceptions: RuleExceptions) {}

  @Get()
  @Bounded('the 50 newest')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, exceptionListSchema)
  list(@Param('number', { schema: alertNumberSchema }) number: string): Promise<ExceptionList> {
    return this.exceptions.list(number);
  }

  @Post('preview')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, exceptionPreviewSchema)
  preview(
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: previewExceptionSchema }) { conditions }: PreviewException,
  ): Promise<ExceptionPreview> {
    return this.exceptions.preview(number, conditions);
  }

  @Post()
  @RequirePermission('rule.manage')
  @Answers(HttpStatus.CREATED, exceptionSchema)
  create(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: createExceptionSchema }) wish: CreateException,
  ): Promise<RuleException> {
    return this.exceptions.create(actor, number, wish);
  }

  @Delete(':id')
  @RequirePermission('rule.manage')
  @Answers(HttpStatus.NO_CONTENT)
  remove(@CurrentActor() actor: Actor, @Param('id', { schema: ruleIdSchema }) id: string): Promise<void> {
    return this.exceptions.remove(actor, id);
  }
}
