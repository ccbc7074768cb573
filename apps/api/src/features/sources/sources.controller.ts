import { Body, Get, HttpStatus, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  createdKeySchema,
  createKeySchema,
  createSourceSchema,
  keyIdSchema,
  keyListSchema,
  nameSchema,
  rotateKeySchema,
  sourceListSchema,
  sourceSchema,
  updateSourceSchema,
  type CreatedKey,
  type CreateKey,
  type CreateSource,
  type KeyList,
  type RotateKey,
  type Source,
  type SourceList,
  type UpdateSource,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { TagAsVersion, VersionTag } from '../../http/entity-tag';
import { SourceKeys } from './source-keys';
import { SourceRegistry } from './source-registry';

@ApiController('sources')
@UseInterceptors(VersionTag, TagAsVersion)
export class SourcesController {
  constructor(
    private readonly sources: SourceRegistry,
    private readonly sourceKeys: SourceKeys,
  ) {}

  @Get()
  @Bounded('the first 2,000 by name')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, sourceListSchema)
  async list(): Promise<SourceList> {
    return { sources: await this.sources.list() };
  }

  @Post()
  @RequirePermission('source.manage')
  @Answers(HttpStatus.CREATED, sourceSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createSourceSchema }) source: CreateSource): Promise<Source> {
    return this.sources.create(actor, source);
  }

  @Get(':name')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, sourceSchema)
  find(@Param('name', { schema: nameSchema }) name: string): Promise<Source> {
    return this.sources.find(name);
  }

  @Patch(':name')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.OK, sourceSchema)
  update(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: updateSourceSchema }) changes: UpdateSource,
  ): Promise<Source> {
    return this.sources.update(actor, name, changes);
  }

  @Get(':name/keys')
  @Bounded('the 1,000 newest')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, keyListSchema)
  async keys(@Param('name', { schema: nameSchema }) name: string): Promise<KeyList> {
    return { keys: await this.sourceKeys.list(name) };
  }

  @Post(':name/keys')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.CREATED, createdKeySchema)
  createKey(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: createKeySchema }) key: CreateKey,
  ): Promise<CreatedKey> {
    return this.sourceKeys.create(actor, name, key);
  }

  @Post(':name/keys/:id/rotate')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.CREATED, createdKeySchema)
  rotateKey(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: keyIdSchema }) id: string,
    @Body({ schema: rotateKeySchema }) rotation: RotateKey,
  ): Promise<CreatedKey> {
    return this.sourceKeys.rotate(actor, name, id, rotation);
  }
}
