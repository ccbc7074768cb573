import { Body, Delete, Get, HttpStatus, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  createRuleSchema,
  ruleIdSchema,
  ruleListQuerySchema,
  rulePageSchema,
  ruleSchema,
  ruleVersionListSchema,
  updateRuleSchema,
  type CreateRule,
  type Rule,
  type RuleListQuery,
  type RulePage,
  type RuleVersionList,
  type UpdateRule,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { TagAsVersion, VersionTag } from '../../http/entity-tag';
import { RuleCatalog } from './rule-catalog';
import { RuleEditor } from './rule-editor';
import { RuleVersions } from './rule-versions';

const seenSchema = z.strictObject({ version: z.coerce.number().int().min(1) });

@ApiController('rules')
@UseInterceptors(VersionTag, TagAsVersion)
export class RulesController {
  constructor(
    private readonly catalog: RuleCatalog,
    private readonly editor: RuleEditor,
    private readonly history: RuleVersions,
  ) {}

  @Get()
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, rulePageSchema)
  list(@Query({ schema: ruleListQuerySchema }) query: RuleListQuery): Promise<RulePage> {
    return this.catalog.page(query);
  }

  @Post()
  @RequirePermission('rule.manage')
  @Answers(HttpStatus.CREATED, ruleSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createRuleSchema }) rule: CreateRule): Promise<Rule> {
    return this.editor.create(actor, rule);
  }

  @Get(':id')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, ruleSchema)
  find(@Param('id', { schema: ruleIdSchema }) id: string): Promise<Rule> {
    return this.catalog.find(id);
  }

  @Get(':id/versions')
  @Bounded('the newest')
  @RequirePermission('rule.read')
  @Answers(HttpStatus.OK, ruleVersionListSchema)
  versions(@Param('id', { schema: ruleIdSchema }) id: string): Promise<RuleVersionList> {
    return this.history.list(id);
  }

  @Put(':id')
  @RequirePermission('rule.manage')
  @Answers(HttpStatus.OK, ruleSchema)
  update(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: ruleIdSchema }) id: string,
    @Body({ schema: updateRuleSchema }) changes: UpdateRule,
  ): Promise<Rule> {
    return this.editor.update(actor, id, changes);
  }

  /** What was written here goes; what was changed here becomes what the folder has. */
  @Delete(':id')
  @RequirePermission('rule.manage')
  @Answers(HttpStatus.NO_CONTENT)
  remove(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: ruleIdSchema }) id: string,
    @Query({ schema: seenSchema }) { version }: z.infer<typeof seenSchema>,
  ): Promise<void> {
    return this.editor.remove(actor, id, version);
  }
}
