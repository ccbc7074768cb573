import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import type { FormerDay, FormerHour, Youth } from './rhythm';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Minutes of the ledger are kept for two weeks. */
const DAYS = 14;

/** A source, when it last sent something, and what somebody set by hand. */
export interface SourceState {
  readonly source: string;
  readonly lastAt: Date;
  readonly longestSilenceSeconds: number | null;
}

const STATES = `
  SELECT source.name AS source, source.longest_silence_seconds AS "longestSilenceSeconds",
         coalesce(
           (SELECT max(at) FROM ledger_count AS minute
             WHERE grain = 'minute' AND minute.source = source.name AND at >= $1 AND accepted > 0),
           (SELECT max(at) FROM ledger_count AS hour
             WHERE grain = 'hour' AND hour.source = source.name AND accepted > 0)) AS "lastAt"
    FROM source WHERE source.is_enabled`;
const FORMER_DAYS = `
  SELECT day, EXISTS (SELECT FROM ledger_count WHERE grain = 'minute' AND source = $1
                        AND at >= $2::timestamptz - interval '14 days' AND at <= $2::timestamptz - day * interval '1 day') AS "isKnown",
         EXISTS (SELECT FROM ledger_count WHERE grain = 'minute' AND source = $1 AND accepted > 0
                   AND at > $2::timestamptz - day * interval '1 day' AND at <= $3::timestamptz - day * interval '1 day') AS "isActive",
         (SELECT coalesce(max(pause), 0)::float8 FROM (
           SELECT extract(epoch FROM at - lag(at) OVER (ORDER BY at)) / 60 AS pause FROM ledger_count
            WHERE grain = 'minute' AND source = $1 AND accepted > 0
              AND at > $3::timestamptz - day * interval '1 day' - interval '3 h'
              AND at <= $3::timestamptz - day * interval '1 day' + interval '3 h') AS pauses) AS "longestPause"
    FROM generate_series(1, ${DAYS - 1}) AS day`;
const YOUTH = `
  WITH active AS (
    SELECT at, extract(epoch FROM at - lag(at) OVER (ORDER BY at)) / 60 AS pause FROM ledger_count
     WHERE grain = 'minute' AND source = $1 AND accepted > 0 AND at >= $2)
  SELECT coalesce(extract(epoch FROM $3::timestamptz - min(at)) / 60, 0)::float8 AS "knownMinutes",
         count(*)::int AS "activeMinutes", coalesce(max(pause), 0)::float8 AS "longestPause" FROM active`;
const HOURS = `
  SELECT source, round(extract(epoch FROM $1::timestamptz - at) / 86400)::int AS day, accepted::float8 AS events
    FROM ledger_count WHERE grain = 'hour' AND at = ANY($2::timestamptz[])`;
/** Since when some front end has been up without a break; null when none is. */
const UP_SINCE = `
  SELECT min(started_at) AS "upSince" FROM ledger_instance WHERE sealed_at IS NULL AND stated_at > $1`;

/** What the ledger knows of the rhythm of sources. */
@Injectable()
export class SourceHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** Since when events could have been accepted; `undefined` when they cannot be now: our silence is no source's. */
  async upSince(now: Date): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ upSince: Date | null }[]>(UP_SINCE, [ago(now, 2 * MINUTE_MS)]);
    return row?.upSince ?? undefined;
  }

  /** Every source that may send and has sent something as long as the ledger knows. */
  async states(now: Date): Promise<SourceState[]> {
    const rows = await this.dataSource.query<(Omit<SourceState, 'lastAt'> & { lastAt: Date | null })[]>(STATES, [
      ago(now, DAYS * DAY_MS),
    ]);
    return rows.flatMap(({ lastAt, ...row }) => (lastAt === null ? [] : [{ ...row, lastAt }]));
  }

  /** The same times of former days as that from `since` to now. */
  formerDays(source: string, since: Date, now: Date): Promise<FormerDay[]> {
    return this.dataSource.query<FormerDay[]>(FORMER_DAYS, [source, since, now]);
  }

  async youth(source: string, now: Date): Promise<Youth> {
    const [row] = await this.dataSource.query<Youth[]>(YOUTH, [source, ago(now, 4 * DAY_MS), now]);
    return row!;
  }

  /** Events by source of the hour that begins then (`day` 0), and of the same hour of former days. */
  async hours(begin: Date): Promise<ReadonlyMap<string, readonly FormerHour[]>> {
    const times = Array.from({ length: DAYS + 1 }, (_, day) => ago(begin, day * DAY_MS));
    const rows = await this.dataSource.query<(FormerHour & { source: string })[]>(HOURS, [begin, times]);
    const sources = new Map<string, FormerHour[]>();
    for (const { source, ...hour } of rows) sources.set(source, [...(sources.get(source) ?? []), hour]);
    return sources;
  }
}

function ago(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() - milliseconds);
}
