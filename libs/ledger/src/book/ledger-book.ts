import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type Grain = 'minute' | 'hour' | 'day';

/** Half-open range of times of acceptance. */
export interface BookRange {
  readonly grain: Grain;
  readonly from: Date;
  readonly to: Date;
  /** All when absent. */
  readonly source?: string | undefined;
}

/** accepted = stored + duplicate + parked + dropped + inFlight + unexplained. Events. */
export interface BookSum {
  readonly accepted: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly dropped: number;
  readonly inFlight: number;
  readonly unexplained: number;
}

const SUMS = `
  coalesce(sum(accepted), 0)::float8 AS accepted, coalesce(sum(stored), 0)::float8 AS stored,
  coalesce(sum(duplicate), 0)::float8 AS duplicate, coalesce(sum(parked), 0)::float8 AS parked,
  coalesce(sum(dropped), 0)::float8 AS dropped, coalesce(sum(unexplained), 0)::float8 AS unexplained,
  coalesce(sum(accepted - stored - duplicate - parked - dropped - unexplained), 0)::float8 AS "inFlight"`;
const WHERE = `WHERE grain = $1 AND at >= $2 AND at < $3 AND ($4::text IS NULL OR source = $4)`;

/** What became of what was accepted, as the ledger has it. */
@Injectable()
export class LedgerBook {
  constructor(private readonly dataSource: DataSource) {}

  async total(range: BookRange): Promise<BookSum> {
    const [row] = await this.dataSource.query<BookSum[]>(`SELECT ${SUMS} FROM ledger_count ${WHERE}`, values(range));
    return row!;
  }

  /** In the order of their names. */
  bySource(range: BookRange): Promise<(BookSum & { readonly source: string })[]> {
    const sql = `SELECT source, ${SUMS} FROM ledger_count ${WHERE} GROUP BY source ORDER BY source COLLATE "C"`;
    return this.dataSource.query(sql, values(range));
  }

  /** In their order; times in which nothing was accepted are left out. */
  byTime(range: BookRange): Promise<(BookSum & { readonly at: Date })[]> {
    const sql = `SELECT at, ${SUMS} FROM ledger_count ${WHERE} GROUP BY at ORDER BY at`;
    return this.dataSource.query(sql, values(range));
  }

  /** Most first. */
  droppedBy(range: BookRange): Promise<{ readonly rule: string; readonly events: number }[]> {
    const sql = `SELECT rule, sum(events)::float8 AS events FROM ledger_dropped ${WHERE} GROUP BY rule ORDER BY 2 DESC, 1`;
    return this.dataSource.query(sql, values(range));
  }
}

function values({ grain, from, to, source }: BookRange): unknown[] {
  return [grain, from, to, source ?? null];
}
