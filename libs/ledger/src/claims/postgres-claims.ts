import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import type { Claim, FrontendRun } from './claim';
import { Claims } from './claims';

const STATE = `
  INSERT INTO ledger_claim (claim, instance, number, batch_id, source, events, accepted_at, state, is_counted, is_late)
  SELECT claim, $1, substring(claim FROM '[0-9]+$')::bigint, batch_id, source, events, accepted_at,
         CASE WHEN is_void THEN 'void' ELSE 'accepted' END, false, false
    FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::boolean[])
      AS claim (claim, batch_id, source, events, accepted_at, is_void)
  ON CONFLICT (claim) DO NOTHING`;
const RUN = `
  INSERT INTO ledger_instance (instance, frontend, started_at, stated_at, stated_through, sealed_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (instance) DO UPDATE
    SET stated_at = excluded.stated_at, sealed_at = excluded.sealed_at,
        stated_through = greatest(ledger_instance.stated_through, excluded.stated_through)`;
/** A front end of the same name that says nothing any more was followed by this one. */
const SEAL_FORMER = `
  UPDATE ledger_instance SET sealed_at = $3::timestamptz
   WHERE frontend = $1 AND instance <> $2 AND started_at < $4 AND sealed_at IS NULL AND stated_at < $3::timestamptz - interval '10 s'`;
const SET_ASIDE = `
  UPDATE ledger_claim SET is_aside = true
   WHERE claim = $1 AND settled_at IS NULL AND coalesce(counted_at, accepted_at) < now() - $2 * interval '1 ms'`;
const TAKE_BACK = `UPDATE ledger_claim SET is_aside = false WHERE claim = $1`;
const DELETE_RUNS = `DELETE FROM ledger_instance WHERE stated_at < $1`;
const DELETE_SOME = `
  DELETE FROM ledger_claim WHERE claim IN (
    SELECT claim FROM ledger_claim WHERE accepted_at < $1 ORDER BY accepted_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )`;
/** Rows per statement: far from any time limit. */
const DELETED_AT_ONCE = 10_000;
const NUL = /\0/g;

/** What front ends say they accepted, in PostgreSQL. */
@Injectable()
export class PostgresClaims extends Claims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async state(run: FrontendRun, claims: readonly Claim[]): Promise<void> {
    const now = this.clock.now();
    const { instance, frontend, startedAt, statedThrough, isEnding } = run;
    await this.dataSource.transaction(async (manager) => {
      await manager.query(STATE, [
        instance,
        claims.map(({ claim }) => claim),
        claims.map(({ batchId }) => storable(batchId)),
        claims.map(({ source }) => storable(source)),
        claims.map(({ events }) => events),
        claims.map(({ acceptedAt }) => acceptedAt),
        claims.map(({ isVoid }) => isVoid),
      ]);
      await manager.query(RUN, [instance, frontend, startedAt, now, statedThrough, isEnding ? now : null]);
      await manager.query(SEAL_FORMER, [frontend, instance, now, startedAt]);
    });
  }

  override async setAside(claim: string, olderThanMs: number): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(SET_ASIDE, [claim, olderThanMs]);
    return count > 0;
  }

  override async takeBack(claim: string): Promise<void> {
    await this.dataSource.query(TAKE_BACK, [claim]);
  }

  override async deleteBefore(time: Date): Promise<number> {
    await this.dataSource.query(DELETE_RUNS, [time]);
    let total = 0;
    for (let deleted = DELETED_AT_ONCE; deleted === DELETED_AT_ONCE; total += deleted) {
      const [, count] = await this.dataSource.query<[unknown, number]>(DELETE_SOME, [time, DELETED_AT_ONCE]);
      deleted = count;
    }
    return total;
  }
}

/** PostgreSQL keeps no NUL in text. */
function storable(text: string): string {
  return text.replace(NUL, '\u2400');
}
