import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@tocsin/audit';
import { Clock } from '@tocsin/clock';
import { ParkedEventEntity, ParkedRetryEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { dropParked } from './drop-parked';
import { conditionOf, type ParkedFilter } from './parked-filter';

/** Parked events of one reason. */
export interface ParkedGroup {
  readonly reasonCode: string;
  readonly stage: string;
  readonly source: string;
  readonly events: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Reason and id of the latest. */
  readonly sample: { readonly id: string; readonly reason: string };
}

/** How far a retry is: `waiting` were not sent yet or are on their way. */
export interface RetryProgress {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly events: number;
  readonly waiting: number;
}

const GROUPS_SHOWN = 200;

/** What people do with parked events. */
@Injectable()
export class ParkedDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Most events first, at most 200. */
  groups(filter: ParkedFilter = {}): Promise<ParkedGroup[]> {
    const { sql, parameters } = conditionOf(filter);
    return this.dataSource.query<ParkedGroup[]>(
      `SELECT reason_code AS "reasonCode", stage, source, count(*)::int AS events, min(parked_at) AS "firstAt", max(parked_at) AS "lastAt",
              (array_agg(json_build_object('id', id, 'reason', left(reason, 500)) ORDER BY parked_at DESC, id))[1] AS sample
         FROM parked_event WHERE ${sql}
        GROUP BY reason_code, stage, source ORDER BY events DESC, reason_code, source LIMIT ${GROUPS_SHOWN}`,
      parameters,
    );
  }

  async find(id: string): Promise<ParkedEventEntity | undefined> {
    return (await this.dataSource.getRepository(ParkedEventEntity).findOneBy({ id })) ?? undefined;
  }

  /**
   * Has events sent through the pipeline once more, under the ids they have; those under way already are left alone.
   * @param edited what to send instead of the bytes of the one that is meant.
   * @returns how many there are, and under which id it can be asked how far they are.
   */
  async retry(by: AuditActor, filter: ParkedFilter, edited?: Buffer): Promise<{ id: string; events: number }> {
    const id = randomUUID();
    const { sql, parameters } = conditionOf(filter, 3);
    const events = await this.dataSource.transaction(async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        `UPDATE parked_event SET retry_id = $1, sent_at = NULL, edited = coalesce($2, edited)
          WHERE retry_id IS NULL AND ${sql}`,
        [id, edited ?? null, ...parameters],
      );
      if (count === 0) return 0;
      await manager
        .getRepository(ParkedRetryEntity)
        .insert({ id, askedAt: this.clock.now(), askedBy: by.username, events: count });
      const after = { ...wordsOf(filter), events: count, isEdited: edited !== undefined };
      await this.audit.record(manager, { by, action: 'parked.retry', object: { kind: 'parked', id }, after });
      return count;
    });
    return { id, events };
  }

  /** `undefined` when there is no such retry. */
  async progress(id: string): Promise<RetryProgress | undefined> {
    const retry = await this.dataSource.getRepository(ParkedRetryEntity).findOneBy({ id });
    if (retry === null) return undefined;
    return { ...retry, waiting: await this.dataSource.getRepository(ParkedEventEntity).countBy({ retryId: id }) };
  }

  /** Drops events for good; the ledger counts them under the name of the rule. @returns how many. */
  discard(by: AuditActor, filter: ParkedFilter, rule: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const events = await dropParked(manager, filter, rule);
      if (events === 0) return 0;
      const after = { ...wordsOf(filter), events, rule };
      await this.audit.record(manager, { by, action: 'parked.discard', object: { kind: 'parked', id: rule }, after });
      return events;
    });
  }
}

function wordsOf({ ids, ...filter }: ParkedFilter): object {
  return { ...filter, ...(ids === undefined ? {} : { ids: ids.slice(0, 20) }) };
}
