import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { BlockExportList, BlockFetch, CreateBlockExport, CreatedBlockExport } from '@tocsin/api-contract';
import { BlockExportEntity, type ListEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { ListCatalog } from '../list-catalog';
import { BlockExportViews } from './block-export-views';
import { BlockExportWriter } from './block-export-writer';

const MOST_EXPORTS = 100;

/** The addresses under which firewalls fetch a block list. */
@Injectable()
export class BlockExports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: ListCatalog,
    private readonly views: BlockExportViews,
    private readonly writer: BlockExportWriter,
  ) {}

  async list(name: string): Promise<BlockExportList> {
    const { id } = await this.catalog.load(name, 'block');
    return this.views.all(id);
  }

  async fetches(name: string, id: string): Promise<BlockFetch[]> {
    await this.find(await this.catalog.load(name, 'block'), id);
    return this.views.fetches(id);
  }

  async create(by: Actor, name: string, given: CreateBlockExport): Promise<CreatedBlockExport> {
    const list = await this.catalog.load(name, 'block');
    if ((await this.rows.countBy({ listId: list.id })) >= MOST_EXPORTS)
      throw new PlainProblem('conflict', 'list.too_many_exports', `A list has ${MOST_EXPORTS} addresses at most.`);
    const { id, token } = await this.writer.create(by, list, given);
    return this.told(id, token);
  }

  /** The address it had answers nobody from now on. */
  async renew(by: Actor, name: string, id: string): Promise<CreatedBlockExport> {
    const list = await this.catalog.load(name, 'block');
    const token = await this.writer.renew(by, list, await this.find(list, id));
    return this.told(id, token);
  }

  /** Its address answers nobody from now on; who fetched stays to be seen. */
  async revoke(by: Actor, name: string, id: string): Promise<void> {
    const list = await this.catalog.load(name, 'block');
    await this.writer.revoke(by, list, await this.find(list, id));
  }

  private async find({ id: listId }: ListEntity, id: string): Promise<BlockExportEntity> {
    const row = await this.rows.findOneBy({ id, listId });
    if (row !== null) return row;
    throw new PlainProblem('not_found', 'list.export_not_found', 'The list has no such address.');
  }

  private async told(id: string, token: string): Promise<CreatedBlockExport> {
    return { export: await this.views.one(id), path: `/lists/${token}.txt` };
  }

  private get rows() {
    return this.dataSource.getRepository(BlockExportEntity);
  }
}
