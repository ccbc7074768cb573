import { Injectable } from '@nestjs/common';
import { hashToken } from '@tocsin/access-control';
import { Clock } from '@tocsin/clock';
import { BlockExportEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { BlockText, type ServedText } from './block-text';

const FIND = `
  SELECT export.id, list_id AS "listId", holds, etag, changed_at AS "changedAt"
    FROM block_export export JOIN list ON list.id = list_id
    WHERE token_hash = $1 AND list.removed_at IS NULL`;
const RECORD = `
  INSERT INTO block_fetch (export_id, at, address, agent, was_current, lines) VALUES ($1, $2, $3, $4, $5, $6)`;
const FORGET = `
  DELETE FROM block_fetch WHERE export_id = $1
    AND id < (SELECT id FROM block_fetch WHERE export_id = $1 ORDER BY id DESC OFFSET 99 LIMIT 1)`;
const LONGEST_AGENT = 200;

/** Who asks. */
export interface Fetcher {
  readonly address: string;
  readonly agent: string;
  /** What `If-None-Match` said. */
  readonly known: string;
}

export interface Fetched extends ServedText {
  /** The caller has it already. */
  readonly isCurrent: boolean;
  readonly changedAt: Date;
}

/** Serves block lists to whoever has a token, and keeps who came. */
@Injectable()
export class BlockFetches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly text: BlockText,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks the token up by its hash, so how long it takes tells nothing of other tokens.
   * @throws {PlainProblem} the same one for a token that never was and one that is no longer.
   */
  async fetch(token: string, by: Fetcher): Promise<Fetched> {
    const [found] = await this.dataSource.query<BlockExportEntity[]>(FIND, [hashToken(token)]);
    if (found === undefined)
      throw new PlainProblem('not_found', 'list.no_export', 'There is nothing here. Ask for a new address.');
    const served = await this.text.make(found.listId, found.holds);
    const isCurrent = by.known.split(',').some((one) => one.trim().replace(/^W\//, '') === served.etag);
    const changedAt = found.etag === served.etag && found.changedAt !== null ? found.changedAt : this.clock.now();
    await this.keep(found, by, { ...served, isCurrent, changedAt });
    return { ...served, isCurrent, changedAt };
  }

  private keep(found: BlockExportEntity, by: Fetcher, fetched: Fetched): Promise<void> {
    const { id } = found;
    const agent = by.agent.slice(0, LONGEST_AGENT);
    return this.dataSource.transaction(async (manager) => {
      if (found.etag !== fetched.etag) {
        const change = { etag: fetched.etag, changedAt: fetched.changedAt };
        await manager.getRepository(BlockExportEntity).update({ id }, change);
      }
      const row = [id, this.clock.now(), by.address, agent, fetched.isCurrent, fetched.lines];
      await manager.query(RECORD, row);
      await manager.query(FORGET, [id]);
    });
  }
}
