import { Body, Delete, Get, HttpStatus, Param, Put } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  listFeedSchema,
  listFeedSettingsSchema,
  nameSchema,
  type ListFeed,
  type ListFeedSettings,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController } from '../../../http/api-controller';
import { ListFeeds } from './list-feeds';

/** Setting a feed makes the server call an address of the caller's choice, so it takes more than keeping lists. */
@ApiController('lists/:name/feed')
export class ListFeedsController {
  constructor(private readonly feeds: ListFeeds) {}

  @Get()
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, listFeedSchema)
  find(@Param('name', { schema: nameSchema }) name: string): Promise<ListFeed> {
    return this.feeds.find(name);
  }

  @Put()
  @RequirePermission('source.manage')
  @Answers(HttpStatus.OK, listFeedSchema)
  set(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: listFeedSettingsSchema }) settings: ListFeedSettings,
  ): Promise<ListFeed> {
    return this.feeds.set(actor, name, settings);
  }

  @Delete()
  @RequirePermission('source.manage')
  @Answers(HttpStatus.NO_CONTENT)
  remove(@Param('name', { schema: nameSchema }) name: string): Promise<void> {
    return this.feeds.remove(name);
  }
}
