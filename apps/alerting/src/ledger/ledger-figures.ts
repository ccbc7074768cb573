import { Injectable } from '@nestjs/common';
import { LedgerBook, type BookSum } from '@tocsin/ledger';
import { Metrics } from '@tocsin/observability';
import type { Gauge } from 'prom-client';

const EVER = { grain: 'day', from: new Date(0), to: new Date('9999-01-01') } as const;
const EVERY_MS = 15_000;
/** A label has few values; the sources beyond are told of together. */
const MOST_SOURCES = 200;
const OTHERS = '(others)';

const STATES: Readonly<Record<keyof BookSum, string>> = {
  accepted: 'accepted',
  stored: 'stored',
  duplicate: 'duplicate',
  parked: 'parked',
  dropped: 'dropped',
  inFlight: 'in_flight',
  unexplained: 'unexplained',
};
const KEYS = Object.keys(STATES) as (keyof BookSum)[];

/** The ledger for Prometheus: events of the last 400 days by source and state; all but `in_flight` and `unexplained` grow. */
@Injectable()
export class LedgerFigures {
  private readonly events: Gauge<'source' | 'state'>;
  private nextAt = 0;

  constructor(
    private readonly book: LedgerBook,
    metrics: Metrics,
  ) {
    this.events = metrics.gauge(
      'tocsin_ledger_events',
      'Events of the last 400 days: accepted = stored + duplicate + parked + dropped + in_flight + unexplained.',
      ['source', 'state'],
    );
  }

  /** Reads them anew when they are old. @throws what the database throws. */
  async refresh(): Promise<void> {
    if (performance.now() < this.nextAt) return;
    this.nextAt = performance.now() + EVERY_MS;
    const sources = (await this.book.bySource(EVER)).toSorted((one, other) => other.accepted - one.accepted);
    this.events.reset();
    for (const [index, row] of sources.entries()) {
      const source = index < MOST_SOURCES ? row.source : OTHERS;
      for (const key of KEYS) this.events.inc({ source, state: STATES[key] }, row[key]);
    }
  }
}
