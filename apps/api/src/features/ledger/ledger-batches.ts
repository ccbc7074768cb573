import { Injectable } from '@nestjs/common';
import type { LedgerBatches, LedgerBatchesQuery, LedgerFrontends } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

import { decodeText, encodeText } from '../../http/cursor';
import { PlainProblem } from '../../http/problem';

const LONGEST_RANGE_MS = 3_600_000;
const DAY_MS = 86_400_000;

interface BatchRow {
  readonly claim: string;
  readonly batchId: string;
  readonly source: string;
  readonly events: number;
  readonly acceptedAt: Date;
  readonly state: LedgerBatches['batches'][number]['state'];
  readonly isRebuilt: boolean;
  readonly stored: number | null;
  readonly duplicate: number;
  readonly parked: number;
  readonly dropped: Record<string, number>;
  readonly recordedAt: Date;
}

const STATE = `CASE WHEN claim.settled_at IS NOT NULL THEN 'settled' WHEN claim.state = 'void' THEN 'refused'
                    WHEN claim.is_late THEN 'unexplained' ELSE 'in_flight' END`;
const BATCHES = `
  SELECT claim.claim, claim.batch_id AS "batchId", claim.source, claim.events, claim.accepted_at AS "acceptedAt",
         ${STATE} AS state, claim.state = 'rebuilt' AS "isRebuilt",
         outcome.stored, outcome.duplicate, outcome.parked, outcome.dropped, outcome.recorded_at AS "recordedAt"
    FROM ledger_claim AS claim
    LEFT JOIN batch_outcome AS outcome ON outcome.batch_id = claim.batch_id AND outcome.claim = claim.claim
   WHERE claim.accepted_at >= $1 AND claim.accepted_at < $2 AND ($3::text IS NULL OR claim.source = $3)
     AND ($4 = 'all' OR ${STATE} = $4) AND claim.claim > $5
   ORDER BY claim.claim LIMIT $6`;
const FRONTENDS = `
  SELECT frontend, run.instance, started_at AS "startedAt", stated_at AS "statedAt", stated_through::float8 AS "statedThrough",
         sealed_at AS "sealedAt", gaps
    FROM ledger_instance AS run CROSS JOIN LATERAL (
      SELECT coalesce(max(number) - min(number) + 1 - count(*), 0)::float8 AS gaps
        FROM ledger_claim AS claim WHERE claim.instance = run.instance) AS numbers
   WHERE stated_at >= $1 ORDER BY frontend, started_at`;

interface FrontendRow {
  readonly frontend: string;
  readonly instance: string;
  readonly startedAt: Date;
  readonly statedAt: Date;
  readonly statedThrough: number;
  readonly sealedAt: Date | null;
  readonly gaps: number;
}

/** The batches behind the numbers of the ledger, and the front ends that accepted them. */
@Injectable()
export class LedgerBatchList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws {PlainProblem} when the range is too long. */
  async page({ from, to, source, state, cursor, limit }: LedgerBatchesQuery): Promise<LedgerBatches> {
    if (Date.parse(to) - Date.parse(from) > LONGEST_RANGE_MS)
      throw new PlainProblem('invalid', 'ledger.range', 'Batches are shown for an hour at most.');
    const found = await this.dataSource.query<BatchRow[]>(BATCHES, [
      from,
      to,
      source ?? null,
      state,
      decodeText(cursor),
      limit + 1,
    ]);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      batches: shown.map(batchOf),
      nextCursor: found.length > limit && last !== undefined ? encodeText(last.claim) : null,
    };
  }

  async frontends(): Promise<LedgerFrontends> {
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const rows = await this.dataSource.query<FrontendRow[]>(FRONTENDS, [since]);
    const frontends = rows.map(({ startedAt, statedAt, sealedAt, ...row }) => ({
      ...row,
      startedAt: startedAt.toISOString(),
      statedAt: statedAt.toISOString(),
      sealedAt: sealedAt?.toISOString() ?? null,
    }));
    return { frontends };
  }
}

function batchOf({ acceptedAt, stored, duplicate, parked, dropped, recordedAt, ...row }: BatchRow) {
  const outcome = stored === null ? null : { stored, duplicate, parked, dropped, recordedAt: recordedAt.toISOString() };
  return { ...row, acceptedAt: acceptedAt.toISOString(), outcome };
}
