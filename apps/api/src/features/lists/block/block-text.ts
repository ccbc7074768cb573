import { hash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { addressRange, blockTarget, hostName, InvalidTerm, networksOf, type GuardTerm } from '@tocsin/lists';
import type { BlockExportEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { ApiOptions } from '../../../api-options';
import { GuardList } from './guard-list';

const LIVE = `
  SELECT kind, key FROM list_entry
    WHERE list_id = $1 AND removed_at IS NULL AND expires_at > $2 AND (valid_from IS NULL OR valid_from <= $2)
    ORDER BY created_at DESC, id`;

type Holds = BlockExportEntity['holds'];

/** What a firewall gets. */
export interface ServedText {
  readonly body: string;
  readonly etag: string;
  readonly lines: number;
  /** Entries that an allow list has something against. */
  readonly guarded: number;
  /** Entries, the oldest, that are too many. */
  readonly leftOut: number;
}

/** Block lists as MozDef wrote them: one network or name a line, with the newest entries when there are too many. */
@Injectable()
export class BlockText {
  constructor(
    private readonly dataSource: DataSource,
    private readonly guards: GuardList,
    private readonly options: ApiOptions,
    private readonly clock: Clock,
  ) {}

  /** Made anew for each fetch: what is over or allowed this second is not in it. */
  async make(listId: string, holds: Holds): Promise<ServedText> {
    const [guard, terms] = await Promise.all([
      this.guards.load(),
      this.dataSource.query<GuardTerm[]>(LIVE, [listId, this.clock.now()]),
    ]);
    const wanted = terms.filter((term) => isOf(holds, term));
    const free = wanted.filter((term) => guard.against(term) === undefined);
    const served = free.slice(0, this.options.blockListLines);
    const lines = holds === 'addresses' ? networks(served) : names(served);
    const body = lines.map((line) => `${line}\n`).join('');
    return {
      body,
      etag: `"${hash('sha256', body, 'base64url')}"`,
      lines: lines.length,
      guarded: wanted.length - free.length,
      leftOut: free.length - served.length,
    };
  }
}

/** Rows of before a rule of ours was stricter are passed over. */
function isOf(holds: Holds, { kind, key }: GuardTerm): boolean {
  try {
    return blockTarget(kind, key) === holds;
  } catch (error) {
    if (error instanceof InvalidTerm) return false;
    throw error;
  }
}

function networks(terms: readonly GuardTerm[]): string[] {
  return networksOf(terms.flatMap(({ key }) => addressRange(key) ?? []));
}

function names(terms: readonly GuardTerm[]): string[] {
  return [...new Set(terms.flatMap(({ key }) => hostName(key) ?? []))].sort();
}
