import { Delete, Get, HttpCode, HttpStatus, Param, Query } from '@nestjs/common';
import {
  lastSeenKeyQuerySchema,
  lastSeenKeySchema,
  lastSeenListNameSchema,
  lastSeenListsAnswerSchema,
  lastSeenPageSchema,
  lastSeenQuerySchema,
  type LastSeenKey,
  type LastSeenKeyQuery,
  type LastSeenListsAnswer,
  type LastSeenPage,
  type LastSeenQuery,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { LastSeenKeys } from './last-seen-keys';

@ApiController('last-seen')
export class LastSeenController {
  constructor(private readonly keys: LastSeenKeys) {}

  @Get()
  @Bounded('one for each list of the configuration')
  @RequirePermission('last_seen.read')
  @Answers(HttpStatus.OK, lastSeenListsAnswerSchema)
  lists(): Promise<LastSeenListsAnswer> {
    return this.keys.lists();
  }

  @Get(':list')
  @RequirePermission('last_seen.read')
  @Answers(HttpStatus.OK, lastSeenPageSchema)
  page(
    @Param('list', { schema: lastSeenListNameSchema }) list: string,
    @Query({ schema: lastSeenQuerySchema }) query: LastSeenQuery,
  ): Promise<LastSeenPage> {
    return this.keys.page(list, query);
  }

  @Get(':list/key')
  @RequirePermission('last_seen.read')
  @Answers(HttpStatus.OK, lastSeenKeySchema)
  find(
    @Param('list', { schema: lastSeenListNameSchema }) list: string,
    @Query({ schema: lastSeenKeyQuerySchema }) { value }: LastSeenKeyQuery,
  ): Promise<LastSeenKey> {
    return this.keys.find(list, value);
  }

  @Delete(':list/key')
  @RequirePermission('last_seen.manage')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(
    @Param('list', { schema: lastSeenListNameSchema }) list: string,
    @Query({ schema: lastSeenKeyQuerySchema }) { value }: LastSeenKeyQuery,
  ): Promise<void> {
    return this.keys.remove(list, value);
  }
}
