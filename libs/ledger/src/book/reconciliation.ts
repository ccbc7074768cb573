import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import {
  COUNT_ACCEPTED,
  COUNT_LATE,
  COUNT_OUTCOMES,
  FORGET,
  FORGET_DROPPED,
  REBUILD_CLAIMS,
  REVIVE_VOID,
  SEAL_SILENT,
} from './reconciliation.sql';

/** Any number nobody else uses as an advisory lock of this database ("ledger" on a phone's keys). */
const LEDGER_LOCK = 533_437;
const TURN = 'SELECT pg_try_advisory_xact_lock($1) AS held, now() AS now';
/** A front end says within seconds what it accepted; of what it has not said by then it will not. */
const REBUILT_AFTER_MS = 60_000;
/** How far back it is looked for outcomes whose front end did not say: clocks differ, and PostgreSQL may have been away. */
const LOOK_BACK_MS = 24 * 3_600_000;
const LOOK_BACK_EVERY_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;
const MINUTES_KEPT_MS = 14 * DAY_MS;
const ALL_KEPT_MS = 400 * DAY_MS;
const USUAL_LOOK_BACK_MS = 5 * 60_000;
/** As many times the limit are waited when no later batch tells that this one was passed by. */
const WHEN_NOTHING_FOLLOWS = 10;
const SILENT_AFTER_MS = 10 * 60_000;

/** A batch that was accepted and of which nothing was heard in time. */
export interface UnexplainedBatch {
  readonly claim: string;
  readonly batchId: string;
  readonly source: string;
  readonly acceptedAt: Date;
  readonly events: number;
}

export interface ReconcileOptions {
  /** Milliseconds within which an outcome is expected once a later batch has one. */
  readonly limitMs: number;
  /** No batch waits in the queue, as far as is known. */
  readonly isQueueEmpty: boolean;
  /** The time it is; that of the database when absent, so that it does not matter whether the clock of a worker is right. */
  readonly now?: Date;
}

/** Brings the two sides together: what front ends say they accepted, and what the pipeline says became of it. */
@Injectable()
export class Reconciliation {
  private lookedBackAt = -Infinity;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Counts what has come in since the last time, in one transaction and in one instance at a time.
   * @param alongside is given what has become unexplained, and writes in the same transaction.
   * @returns whether it was this instance's turn.
   * @throws what the database throws; nothing was counted then.
   */
  async run(
    options: ReconcileOptions,
    alongside: (manager: EntityManager, unexplained: readonly UnexplainedBatch[]) => Promise<void>,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ held: boolean; now: Date }[]>(TURN, [LEDGER_LOCK]);
      if (row?.held !== true) return false;
      const { limitMs, isQueueEmpty, now = row.now } = options;
      await this.rebuild(manager, now.getTime());
      await alongside(manager, await this.count(manager, { limitMs, isQueueEmpty, now }));
      return true;
    });
  }

  private async rebuild(manager: EntityManager, now: number): Promise<void> {
    const isFarLook = now - this.lookedBackAt >= LOOK_BACK_EVERY_MS;
    const since = now - (isFarLook ? LOOK_BACK_MS : USUAL_LOOK_BACK_MS);
    await manager.query(REBUILD_CLAIMS, [new Date(since), new Date(now - REBUILT_AFTER_MS)]);
    if (!isFarLook) return;
    await manager.query(FORGET, [new Date(now - MINUTES_KEPT_MS), new Date(now - ALL_KEPT_MS)]);
    await manager.query(FORGET_DROPPED, [new Date(now - MINUTES_KEPT_MS), new Date(now - ALL_KEPT_MS)]);
    this.lookedBackAt = now;
  }

  private async count(
    manager: EntityManager,
    options: Required<ReconcileOptions>,
  ): Promise<readonly UnexplainedBatch[]> {
    const { limitMs, isQueueEmpty, now } = options;
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    await manager.query(REVIVE_VOID);
    await manager.query(COUNT_ACCEPTED, [now]);
    await manager.query(COUNT_OUTCOMES, [now]);
    await manager.query(SEAL_SILENT, [now, before(SILENT_AFTER_MS)]);
    return manager.query<UnexplainedBatch[]>(COUNT_LATE, [
      before(limitMs),
      isQueueEmpty,
      before(limitMs * WHEN_NOTHING_FOLLOWS),
    ]);
  }
}
