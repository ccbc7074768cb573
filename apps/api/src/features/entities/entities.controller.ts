import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  entityKeySchema,
  entityKindSchema,
  entityListQuerySchema,
  entityPageSchema,
  entitySchema,
  type Entity,
  type EntityKind,
  type EntityListQuery,
  type EntityPage,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { EntityList } from './entity-list';
import { EntityFile } from './entity-file';

@ApiController('entities')
export class EntitiesController {
  constructor(
    private readonly list: EntityList,
    private readonly file: EntityFile,
  ) {}

  @Get()
  @RequirePermission('last_seen.read')
  @Answers(HttpStatus.OK, entityPageSchema)
  page(@Query({ schema: entityListQuerySchema }) query: EntityListQuery): Promise<EntityPage> {
    return this.list.page(query);
  }

  @Get(':kind/:key')
  @RequirePermission('last_seen.read')
  @Answers(HttpStatus.OK, entitySchema)
  find(
    @Param('kind', { schema: entityKindSchema }) kind: EntityKind,
    @Param('key', { schema: entityKeySchema }) key: string,
  ): Promise<Entity> {
    return this.file.find(kind, key);
  }
}
