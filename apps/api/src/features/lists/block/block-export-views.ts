import { Injectable } from '@nestjs/common';
import type { BlockExport, BlockExportList, BlockFetch } from '@tocsin/api-contract';
import { BlockExportEntity, BlockFetchEntity } from '@tocsin/database';
import { DataSource, In } from 'typeorm';

import { BlockText, type ServedText } from './block-text';

const KEPT_FETCHES = 100;
const NEWEST = `
  SELECT (SELECT max(id) FROM block_fetch WHERE export_id = one) AS id FROM unnest($1::uuid[]) AS one`;

/** The addresses of block lists as callers see them: without their tokens. */
@Injectable()
export class BlockExportViews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly text: BlockText,
  ) {}

  async all(listId: string): Promise<BlockExportList> {
    const [rows, addresses, domains] = await Promise.all([
      this.exports.find({ where: { listId }, order: { createdAt: 'ASC', id: 'ASC' } }),
      this.text.make(listId, 'addresses'),
      this.text.make(listId, 'domains'),
    ]);
    return { exports: await this.view(rows), served: { addresses: counts(addresses), domains: counts(domains) } };
  }

  async one(id: string): Promise<BlockExport> {
    const [view] = await this.view([await this.exports.findOneByOrFail({ id })]);
    return view as BlockExport;
  }

  /** Newest first. */
  async fetches(exportId: string): Promise<BlockFetch[]> {
    const rows = this.dataSource.getRepository(BlockFetchEntity);
    return (await rows.find({ where: { exportId }, order: { id: 'DESC' }, take: KEPT_FETCHES })).map(viewFetch);
  }

  private async view(rows: readonly BlockExportEntity[]): Promise<BlockExport[]> {
    const newest = await this.dataSource.query<{ id: string | null }[]>(NEWEST, [rows.map(({ id }) => id)]);
    const ids = newest.flatMap(({ id }) => id ?? []);
    const fetches = await this.dataSource.getRepository(BlockFetchEntity).findBy({ id: In(ids) });
    const byExport = new Map(fetches.map((fetch) => [fetch.exportId, viewFetch(fetch)]));
    return rows.map(({ id, name, holds, createdAt, renewedAt, revokedAt }) => ({
      ...{ id, name, holds, createdAt: createdAt.toISOString() },
      renewedAt: renewedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
      lastFetch: byExport.get(id) ?? null,
    }));
  }

  private get exports() {
    return this.dataSource.getRepository(BlockExportEntity);
  }
}

function counts({ lines, guarded, leftOut }: ServedText) {
  return { lines, guarded, leftOut };
}

function viewFetch({ at, address, agent, wasCurrent, lines }: BlockFetchEntity): BlockFetch {
  return { at: at.toISOString(), address, agent, wasCurrent, lines };
}
