import { Body, Delete, Get, HttpStatus, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  createSearchSchema,
  savedSearchSchema,
  searchListSchema,
  updateSearchSchema,
  type CreateSearch,
  type SavedSearch,
  type SearchList,
  type UpdateSearch,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { SeenVersion, VersionTag } from '../../http/entity-tag';
import { SavedSearches } from './saved-searches';

const searchIdSchema = z.uuid();
const IF_MATCH = { name: 'If-Match', description: 'ETag of the search as it was seen.', required: true } as const;

@ApiController('searches')
@UseInterceptors(VersionTag)
export class SavedSearchesController {
  constructor(private readonly searches: SavedSearches) {}

  @Get()
  @Bounded('the first 2,000 by name')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, searchListSchema)
  async list(@CurrentActor() actor: Actor): Promise<SearchList> {
    return { searches: await this.searches.list(actor) };
  }

  @Post()
  @RequirePermission('event.read')
  @Answers(HttpStatus.CREATED, savedSearchSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createSearchSchema }) wish: CreateSearch): Promise<SavedSearch> {
    return this.searches.create(actor, wish);
  }

  @Get(':id')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, savedSearchSchema)
  show(@CurrentActor() actor: Actor, @Param('id', { schema: searchIdSchema }) id: string): Promise<SavedSearch> {
    return this.searches.get(actor, id);
  }

  @Patch(':id')
  @RequirePermission('event.read')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.OK, savedSearchSchema)
  update(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: searchIdSchema }) id: string,
    @SeenVersion() seen: number,
    @Body({ schema: updateSearchSchema }) wish: UpdateSearch,
  ): Promise<SavedSearch> {
    return this.searches.update(actor, { id, seen }, wish);
  }

  @Delete(':id')
  @RequirePermission('event.read')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.NO_CONTENT)
  delete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: searchIdSchema }) id: string,
    @SeenVersion() seen: number,
  ): Promise<void> {
    return this.searches.delete(actor, { id, seen });
  }
}
