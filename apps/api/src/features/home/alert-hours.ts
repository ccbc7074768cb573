import { Injectable } from '@nestjs/common';
import type { AlertHours, HomeQuery } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';

import { sinceOf } from './home-view';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const USUAL_DAYS = 28;
const LEAST_DAYS = 7;
const MOST_HOURS = 7 * 24;
/** Counting four weeks is not free, and an hour changes slowly. */
const SHARED_FOR_MS = 15_000;

/** How many alerts were raised in each hour, beside how many usually are. */
@Injectable()
export class AlertHoursView {
  private readonly shared = new LRUCache<number, Promise<AlertHours>>({ max: 50, ttl: SHARED_FOR_MS });

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A day when no time is given; at least half a day, at most a week. */
  show({ since }: HomeQuery): Promise<AlertHours> {
    const now = this.clock.now();
    const asked = since === undefined ? now.getTime() - DAY_MS : sinceOf(since, now).getTime();
    const from = Math.min(Math.max(asked, now.getTime() - MOST_HOURS * HOUR_MS), now.getTime() - DAY_MS / 2);
    const first = Math.floor(from / HOUR_MS) * HOUR_MS;
    const known = this.shared.get(first);
    if (known !== undefined) return known;
    const answer = this.count(first, now);
    this.shared.set(first, answer);
    answer.catch(() => this.shared.delete(first));
    return answer;
  }

  private async count(first: number, now: Date): Promise<AlertHours> {
    const rows = await this.dataSource.query<{ at: Date; count: number }[]>(
      `SELECT date_trunc('hour', created_at, 'UTC') AS at, count(*)::int AS count FROM alert WHERE created_at >= $1 GROUP BY 1`,
      [new Date(first - USUAL_DAYS * DAY_MS)],
    );
    const counts = new Map(rows.map(({ at, count }) => [at.getTime(), count]));
    const oldest = rows.reduce((least, { at }) => Math.min(least, at.getTime()), first);
    const hours: AlertHours['hours'] = [];
    for (let at = first; at <= now.getTime(); at += HOUR_MS)
      hours.push({
        at: new Date(at).toISOString(),
        count: counts.get(at) ?? 0,
        usual: usualAt(at, first, { counts, oldest }),
      });
    return { asOf: now.toISOString(), hours };
  }
}

/** Of the same hour of the days before the range: an hour without alerts counts, a day before the first alert does not. */
function usualAt(
  at: number,
  first: number,
  { counts, oldest }: { readonly counts: ReadonlyMap<number, number>; readonly oldest: number },
): { low: number; high: number } | null {
  const before: number[] = [];
  for (let day = 1; day <= USUAL_DAYS + MOST_HOURS / 24; day += 1) {
    const same = at - day * DAY_MS;
    if (same < first && same >= oldest && before.length < USUAL_DAYS) before.push(counts.get(same) ?? 0);
  }
  if (before.length < LEAST_DAYS) return null;
  const sorted = before.toSorted((one, other) => one - other);
  const place = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: place(0.1), high: place(0.9) };
}
