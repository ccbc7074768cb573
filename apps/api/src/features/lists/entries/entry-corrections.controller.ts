import { Body, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import { listEntrySchema, nameSchema, setEntryEndSchema, type ListEntry, type SetEntryEnd } from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController } from '../../../http/api-controller';
import { EntryCorrections } from './entry-corrections';

@ApiController('lists/:name/entries/:id')
export class EntryCorrectionsController {
  constructor(private readonly corrections: EntryCorrections) {}

  @Patch()
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.OK, listEntrySchema)
  setEnd(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: setEntryEndSchema }) end: SetEntryEnd,
  ): Promise<ListEntry> {
    return this.corrections.setEnd(actor, name, id, end);
  }

  /** Takes a removal back, for some days. */
  @Post('restore')
  @RequirePermission('watchlist.manage')
  @Answers(HttpStatus.OK, listEntrySchema)
  restore(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<ListEntry> {
    return this.corrections.restore(actor, name, id);
  }
}
