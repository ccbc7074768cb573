import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { LedgerBook } from '@tocsin/ledger';
import { DataSource } from 'typeorm';

const SOURCES = `
  SELECT count(DISTINCT source) FILTER (WHERE kind IN ('silent', 'host_silent'))::int AS silent,
      count(DISTINCT source) FILTER (WHERE kind NOT IN ('silent', 'host_silent'))::int AS unusual,
      (SELECT count(DISTINCT rule->>'id')::int FROM source_alarm AS open, jsonb_array_elements(open.blind) AS rule
        WHERE open.ended_at IS NULL) AS "blindRules"
    FROM source_alarm WHERE ended_at IS NULL`;

/** What came in today, and what should have come and did not. */
@Injectable()
export class Intake {
  constructor(
    private readonly book: LedgerBook,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  async today(): Promise<SystemStatus['today']> {
    const to = this.clock.now();
    const from = new Date(to);
    from.setUTCHours(0, 0, 0, 0);
    const { accepted, unexplained } = await this.book.total({ grain: 'minute', from, to });
    return { accepted, unexplained };
  }

  async sources(): Promise<SystemStatus['sources']> {
    const [row] = await this.dataSource.query<[SystemStatus['sources']]>(SOURCES);
    return row;
  }
}
