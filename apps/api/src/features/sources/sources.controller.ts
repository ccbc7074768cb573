import { Body, Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  createdKeySchema,
  createKeySchema,
  createSourceSchema,
  keyListSchema,
  nameSchema,
  sourceListSchema,
  sourceSchema,
  type CreatedKey,
  type CreateKey,
  type CreateSource,
  type KeyList,
  type Source,
  type SourceList,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { SourceRegistry } from './source-registry';

@ApiController('sources')
export class SourcesController {
  constructor(private readonly registry: SourceRegistry) {}

  @Get()
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, sourceListSchema)
  async list(): Promise<SourceList> {
    return { sources: await this.registry.list() };
  }

  @Post()
  @RequirePermission('source.manage')
  @Answers(HttpStatus.CREATED, sourceSchema)
  create(@Body({ schema: createSourceSchema }) source: CreateSource): Promise<Source> {
    return this.registry.create(source);
  }

  @Get(':name/keys')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, keyListSchema)
  async keys(@Param('name', { schema: nameSchema }) name: string): Promise<KeyList> {
    return { keys: await this.registry.keysOf(name) };
  }

  @Post(':name/keys')
  @RequirePermission('source.manage')
  @Answers(HttpStatus.CREATED, createdKeySchema)
  createKey(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: createKeySchema }) key: CreateKey,
  ): Promise<CreatedKey> {
    return this.registry.createKey(actor, name, key);
  }
}
