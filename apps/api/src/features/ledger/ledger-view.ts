import { Injectable } from '@nestjs/common';
import { MOST_LEDGER_TIMES, type Ledger, type LedgerGrain, type LedgerQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { LedgerBook, type BookRange } from '@tocsin/ledger';

import { PlainProblem } from '../../http/problem';

const MINUTE_MS = 60_000;
const GRAIN_MS: Record<LedgerGrain, number> = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: 1_440 * MINUTE_MS };
const DAY_MS = GRAIN_MS.day;

/** What became of what was accepted, for people. */
@Injectable()
export class LedgerView {
  constructor(
    private readonly book: LedgerBook,
    private readonly clock: Clock,
  ) {}

  /** @throws {PlainProblem} when the range has too many times. */
  async show(query: LedgerQuery): Promise<Ledger> {
    const now = this.clock.now();
    const range = rangeOf(query, now);
    const [total, droppedBy, rows] = await Promise.all([
      this.book.total(range),
      this.book.droppedBy(range),
      query.by === 'source' ? this.sources(range) : this.times(range),
    ]);
    const [from, to] = [range.from.toISOString(), range.to.toISOString()];
    return { asOf: now.toISOString(), from, to, total, droppedBy, rows };
  }

  private async sources(range: BookRange): Promise<Ledger['rows']> {
    return (await this.book.bySource(range)).map((row) => ({ ...row, at: null }));
  }

  private async times(range: BookRange): Promise<Ledger['rows']> {
    return (await this.book.byTime(range)).map((row) => ({ ...row, at: row.at.toISOString(), source: null }));
  }
}

function rangeOf({ by, grain, from, to, source }: LedgerQuery, now: Date): BookRange {
  const range = { from: new Date(from ?? now.getTime() - DAY_MS), to: new Date(to ?? now), grain, source };
  const times = (range.to.getTime() - range.from.getTime()) / GRAIN_MS[grain];
  if (times <= 0) throw new PlainProblem('invalid', 'ledger.range', 'The range must end after it begins.');
  if (by === 'time' && times > MOST_LEDGER_TIMES)
    throw new PlainProblem(
      'invalid',
      'ledger.range',
      `The range has more than ${MOST_LEDGER_TIMES} times. Choose a shorter one, or hours or days.`,
    );
  return { ...range, from: new Date(Math.floor(range.from.getTime() / GRAIN_MS[grain]) * GRAIN_MS[grain]) };
}
