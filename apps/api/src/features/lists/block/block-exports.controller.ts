import { Body, Delete, Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  blockExportListSchema,
  blockFetchListSchema,
  createBlockExportSchema,
  createdBlockExportSchema,
  nameSchema,
  type BlockExportList,
  type BlockFetchList,
  type CreateBlockExport,
  type CreatedBlockExport,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { BlockExports } from './block-exports';

@ApiController('lists/:name/exports')
export class BlockExportsController {
  constructor(private readonly exports: BlockExports) {}

  @Get()
  @Bounded('no list has more than 100')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, blockExportListSchema)
  list(@Param('name', { schema: nameSchema }) name: string): Promise<BlockExportList> {
    return this.exports.list(name);
  }

  @Post()
  @RequirePermission('block.manage')
  @Answers(HttpStatus.CREATED, createdBlockExportSchema)
  create(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Body({ schema: createBlockExportSchema }) given: CreateBlockExport,
  ): Promise<CreatedBlockExport> {
    return this.exports.create(actor, name, given);
  }

  @Get(':id/fetches')
  @Bounded('the 100 newest')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, blockFetchListSchema)
  async fetches(
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<BlockFetchList> {
    return { fetches: await this.exports.fetches(name, id) };
  }

  @Post(':id/renew')
  @RequirePermission('block.manage')
  @Answers(HttpStatus.OK, createdBlockExportSchema)
  renew(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<CreatedBlockExport> {
    return this.exports.renew(actor, name, id);
  }

  @Delete(':id')
  @RequirePermission('block.manage')
  @Answers(HttpStatus.NO_CONTENT)
  revoke(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    return this.exports.revoke(actor, name, id);
  }
}
