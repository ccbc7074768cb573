import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  entryHitsSchema,
  listHitsSchema,
  listMatchesSchema,
  listMatchQuerySchema,
  nameSchema,
  type EntryHits,
  type ListHits,
  type ListMatches,
  type ListMatchQuery,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { ListHitCounts } from './list-hits';
import { ListMatch } from './list-match';

/** What lists met. Events and alerts are shown, so it takes the right to read events; who has it may read alerts and lists, too. */
@ApiController('lists')
export class ListHitsController {
  constructor(
    private readonly matching: ListMatch,
    private readonly counts: ListHitCounts,
  ) {}

  @Get('match')
  @Bounded('at most 500')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, listMatchesSchema)
  match(@Query({ schema: listMatchQuerySchema }) { value }: ListMatchQuery): Promise<ListMatches> {
    return this.matching.find(value);
  }

  @Get(':name/hits')
  @Bounded('the 500 entries that met most')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, listHitsSchema)
  ofList(@Param('name', { schema: nameSchema }) name: string): Promise<ListHits> {
    return this.counts.ofList(name);
  }

  @Get(':name/entries/:id/hits')
  @Bounded('the newest five events and 20 alerts')
  @RequirePermission('event.read')
  @Answers(HttpStatus.OK, entryHitsSchema)
  ofEntry(
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<EntryHits> {
    return this.counts.ofEntry(name, id);
  }
}
