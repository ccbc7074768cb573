import { Body, Delete, Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  createWatchlistEntrySchema,
  createWatchlistSchema,
  nameSchema,
  watchlistEntryListQuerySchema,
  watchlistEntryPageSchema,
  watchlistEntrySchema,
  watchlistListSchema,
  watchlistSchema,
  type CreateWatchlist,
  type CreateWatchlistEntry,
  type Watchlist,
  type WatchlistEntry,
  type WatchlistEntryListQuery,
  type WatchlistEntryPage,
  type WatchlistList,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { Watchlists } from './watchlists';

@ApiController('watchlists')
export class WatchlistsController {
  constructor(private readonly watchlists: Watchlists) {}

  @Get()
  @Bounded('the first 1,000 by name')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, watchlistListSchema)
  async list(): Promise<WatchlistList> {
    return { watchlists: await this.watchlists.list() };
  }

  @Post()
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.CREATED, watchlistSchema)
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createWatchlistSchema }) list: CreateWatchlist,
  ): Promise<Watchlist> {
    return this.watchlists.create(actor, list);
  }

  @Get(':name/entries')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, watchlistEntryPageSchema)
  entries(
    @Param('name', { schema: nameSchema }) name: string,
    @Query({ schema: watchlistEntryListQuerySchema }) query: WatchlistEntryListQuery,
  ): Promise<WatchlistEntryPage> {
    return this.watchlists.entries(name, query);
  }

  @Post(':name/entries')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.CREATED, watchlistEntrySchema)
  add(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: createWatchlistEntrySchema }) entry: CreateWatchlistEntry,
  ): Promise<WatchlistEntry> {
    return this.watchlists.add(actor, name, entry);
  }

  @Delete(':name/entries/:id')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.NO_CONTENT)
  remove(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    return this.watchlists.remove(actor, name, id);
  }
}
