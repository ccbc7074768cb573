import { Body, Delete, Get, HttpStatus, Param, Patch, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Actor } from '@tocsin/access-control';
import {
  createdListEntriesSchema,
  createListEntrySchema,
  createListSchema,
  listEntryPageSchema,
  listEntryQuerySchema,
  listImportQuerySchema,
  listImportReportSchema,
  listListQuerySchema,
  listListSchema,
  listSchema,
  nameSchema,
  removedListEntriesSchema,
  removeListEntriesQuerySchema,
  updateListSchema,
  type CreatedListEntries,
  type CreateList,
  type CreateListEntry,
  type List,
  type ListEntryPage,
  type ListEntryQuery,
  type ListImportQuery,
  type ListImportReport,
  type ListList,
  type ListListQuery,
  type RemovedListEntries,
  type RemoveListEntriesQuery,
  type UpdateList,
} from '@tocsin/api-contract';
import type { Request } from 'express';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { TagAsVersion, VersionTag } from '../../http/entity-tag';
import { EntrySearch } from './entries/entry-search';
import { ListEntries } from './entries/list-entries';
import { requestText } from './import/import-body';
import { ManualImport } from './import/manual-import';
import { ListCatalog } from './list-catalog';

@ApiController('lists')
@UseInterceptors(VersionTag, TagAsVersion)
export class ListsController {
  constructor(
    private readonly catalog: ListCatalog,
    private readonly search: EntrySearch,
    private readonly entryLists: ListEntries,
    private readonly imports: ManualImport,
  ) {}

  @Get()
  @Bounded('the first 1,000 by name')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, listListSchema)
  async list(@Query({ schema: listListQuerySchema }) { kind }: ListListQuery): Promise<ListList> {
    return { lists: await this.catalog.list(kind) };
  }

  @Post()
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.CREATED, listSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createListSchema }) list: CreateList): Promise<List> {
    return this.catalog.create(actor, list);
  }

  @Get(':name')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, listSchema)
  find(@Param('name', { schema: nameSchema }) name: string): Promise<List> {
    return this.catalog.find(name);
  }

  @Patch(':name')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.OK, listSchema)
  update(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: updateListSchema }) changes: UpdateList,
  ): Promise<List> {
    return this.catalog.update(actor, name, changes);
  }

  @Delete(':name')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.NO_CONTENT)
  remove(@CurrentActor() actor: Actor, @Param('name', { schema: nameSchema }) name: string): Promise<void> {
    return this.catalog.remove(actor, name);
  }

  @Get(':name/entries')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, listEntryPageSchema)
  entries(
    @Param('name', { schema: nameSchema }) name: string,
    @Query({ schema: listEntryQuerySchema }) query: ListEntryQuery,
  ): Promise<ListEntryPage> {
    return this.search.page(name, query);
  }

  @Post(':name/entries')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.CREATED, createdListEntriesSchema)
  add(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: createListEntrySchema }) entry: CreateListEntry,
  ): Promise<CreatedListEntries> {
    return this.entryLists.add(actor, name, entry);
  }

  @Delete(':name/entries/:id')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.NO_CONTENT)
  removeEntry(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    return this.entryLists.remove(actor, name, id);
  }

  @Delete(':name/entries')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.OK, removedListEntriesSchema)
  async removeMatching(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Query({ schema: removeListEntriesQuerySchema }) query: RemoveListEntriesQuery,
  ): Promise<RemovedListEntries> {
    return { removed: await this.entryLists.removeMatching(actor, name, query) };
  }

  /** The body is the file, at most gzipped; it is read as it comes. */
  @Post(':name/import')
  @RequirePermission('watchlist.manage')
  @ApiConsumes('application/x-ndjson', 'text/csv', 'application/json')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(HttpStatus.OK, listImportReportSchema)
  import(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Query({ schema: listImportQuerySchema }) query: ListImportQuery,
    @Req() request: Request,
  ): Promise<ListImportReport> {
    return this.imports.run(actor, name, query, requestText(request));
  }
}
