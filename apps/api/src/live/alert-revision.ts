import { Injectable } from '@nestjs/common';
import type { Hello } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { DataSource } from 'typeorm';

/** A transaction may commit this much later than the time it wrote. */
const OVERLAP_MS = 10_000;

/** What changed last, as far as the database knows. */
@Injectable()
export class AlertRevision {
  private lookedUntil: Date;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    this.lookedUntil = clock.now();
  }

  /** One number for the state of all alerts; made from the latest change, so that it costs one look into an index. */
  async hello(): Promise<Hello> {
    const rows = await this.dataSource.query<{ revision: string }[]>(
      // Changes within one millisecond differ in the sum of their revisions.
      `SELECT (extract(epoch FROM updated_at) * 1000000)::bigint + sum(revision) % 1000 AS revision
        FROM alert WHERE updated_at = (SELECT max(updated_at) FROM alert) GROUP BY updated_at`,
    );
    return { serverTime: this.clock.now().toISOString(), revision: Number(rows[0]?.revision ?? 0) };
  }

  /** Alerts changed since the last call, and a little before: some come a second time, none is left out up to the limit. */
  async recentlyChanged(limit: number): Promise<{ id: string; revision: number }[]> {
    const since = new Date(this.lookedUntil.getTime() - OVERLAP_MS);
    const rows = await this.dataSource.query<{ id: string; revision: number; updated_at: Date }[]>(
      'SELECT id, revision, updated_at FROM alert WHERE updated_at > $1 ORDER BY updated_at DESC LIMIT $2',
      [since, limit],
    );
    this.lookedUntil = rows[0]?.updated_at ?? this.lookedUntil;
    return rows;
  }

  /** Nobody was listening: what changed up to now will be loaded anyway. */
  skip(): void {
    this.lookedUntil = this.clock.now();
  }
}
