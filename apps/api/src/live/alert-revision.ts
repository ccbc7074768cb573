import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** A transaction may commit this much later than the time it wrote, or another clock go so far behind. */
const OVERLAP_MS = 10_000;

/** An alert that changed. */
interface Changed {
  readonly id: string;
  readonly revision: number;
}

/** What changed last, as far as the database knows. */
@Injectable()
export class AlertRevision {
  private lookedAt: Date;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.lookedAt = clock.now();
  }

  /** Until when every change was found by looking, in microseconds since 1970. */
  get foundUntil(): number {
    return (this.lookedAt.getTime() - OVERLAP_MS) * 1_000;
  }

  /** One number for the state of all alerts; made from the latest change, so that it costs one look into an index. */
  async present(): Promise<number> {
    const rows = await this.dataSource.query<{ revision: string }[]>(
      // Changes within one millisecond differ in the sum of their revisions.
      `SELECT (extract(epoch FROM updated_at) * 1000000)::bigint + sum(revision) % 1000 AS revision
        FROM alert WHERE updated_at = (SELECT max(updated_at) FROM alert) GROUP BY updated_at`,
    );
    return Number(rows[0]?.revision ?? 0);
  }

  /** Alerts changed since the last call, and a little before: some come a second time, none is left out up to the limit. */
  async recentlyChanged(limit: number): Promise<Changed[]> {
    const now = this.clock.now();
    const rows = await this.changedSince(this.foundUntil, limit);
    this.lookedAt = now;
    return rows;
  }

  /** Alerts changed since a time in microseconds. */
  changedSince(since: number, limit: number): Promise<Changed[]> {
    return this.dataSource.query<Changed[]>(
      'SELECT id, revision FROM alert WHERE updated_at > $1 ORDER BY updated_at DESC LIMIT $2',
      [new Date(since / 1_000), limit],
    );
  }

  /** Nobody was listening: what changed up to now will be loaded anyway. */
  skip(): void {
    this.lookedAt = this.clock.now();
  }
}
