import { Body, Delete, Get, HttpStatus, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  createTaskTemplateSchema,
  taskTemplateSchema,
  taskTemplatesSchema,
  type CreateTaskTemplate,
  type TaskTemplate,
  type TaskTemplates as TemplateList,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { SeenVersion, VersionTag } from '../../../http/entity-tag';
import { TaskTemplates } from './task-templates';

const ID = { schema: z.string().regex(/^[a-z0-9._-]{1,80}$/) };
const IF_MATCH = { name: 'If-Match', description: 'ETag of the template as it was seen.', required: true } as const;

@ApiController('task-templates')
@UseInterceptors(VersionTag)
export class TaskTemplatesController {
  constructor(private readonly templates: TaskTemplates) {}

  @Get()
  @Bounded('500 of this place and those that come along')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, taskTemplatesSchema)
  async list(): Promise<TemplateList> {
    return { templates: await this.templates.list() };
  }

  @Post()
  @RequirePermission('task_template.manage')
  @Answers(HttpStatus.CREATED, taskTemplateSchema)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createTaskTemplateSchema }) wish: CreateTaskTemplate,
  ): Promise<TaskTemplate> {
    return this.templates.create(actor, wish);
  }

  @Get(':id')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, taskTemplateSchema)
  show(@Param('id', ID) id: string): Promise<TaskTemplate> {
    return this.templates.get(id);
  }

  @Put(':id')
  @RequirePermission('task_template.manage')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.OK, taskTemplateSchema)
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', ID) id: string,
    @SeenVersion() seen: number,
    @Body({ schema: createTaskTemplateSchema }) wish: CreateTaskTemplate,
  ): Promise<TaskTemplate> {
    return this.templates.replace(actor, { id, seen }, wish);
  }

  @Delete(':id')
  @RequirePermission('task_template.manage')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.NO_CONTENT)
  delete(@CurrentActor() actor: Actor, @Param('id', ID) id: string, @SeenVersion() seen: number): Promise<void> {
    return this.templates.delete(actor, { id, seen });
  }
}
