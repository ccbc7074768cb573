import { Injectable } from '@nestjs/common';
import { DomainError } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { BlockGuard, type GuardTerm } from '@tocsin/lists';
import { DataSource, type EntityManager } from 'typeorm';

import type { EntryProblem, EntryRow } from '../entries/entry-row';

type Blocked = Pick<EntryRow, 'kind' | 'key' | 'value'>;

const ALLOWED = `
  SELECT entry.kind, key FROM list_entry entry JOIN list ON list.id = list_id
    WHERE list.kind = 'allow' AND list.removed_at IS NULL AND entry.removed_at IS NULL
      AND (expires_at IS NULL OR expires_at > $1) AND (valid_from IS NULL OR valid_from <= $1)`;

/** An allow list has something against it. */
class GuardedValue extends DomainError {
  readonly code = 'list.guarded';
  readonly kind = 'conflict';
}

/** What must never be blocked: all allow lists together. */
@Injectable()
export class GuardList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async load(manager: EntityManager = this.dataSource.manager): Promise<BlockGuard> {
    return new BlockGuard(await manager.query<GuardTerm[]>(ALLOWED, [this.clock.now()]));
  }

  /** @throws {GuardedValue} when one of them must not be blocked. */
  async refuse(manager: EntityManager, rows: readonly Blocked[]): Promise<void> {
    const [problem] = guardedProblems(await this.load(manager), rows);
    if (problem !== undefined) throw new GuardedValue(`${problem.message} Nothing was added.`);
  }
}

/** What an allow list has against rows of a block list, in words. */
export function guardedProblems(guard: BlockGuard, rows: readonly Blocked[]): EntryProblem[] {
  return rows.flatMap((row) => {
    const allowed = guard.against(row);
    if (allowed === undefined) return [];
    return [{ path: [], message: `${row.value} must not be blocked: ${allowed} stands on an allow list, which wins.` }];
  });
}
