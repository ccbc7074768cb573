import { setTimeout as pause } from 'node:timers/promises';

import type { IdentifiedEvent } from '@tocsin/event-model';
import { Logger } from '@nestjs/common';
import type { Expr } from '@tocsin/query';
import { Pool, type QueryResultRow } from 'pg';

import { appendExamined } from '../append-examined';
import { encodeCursor } from '../cursor';
import {
  EventStore,
  StoreUnavailable,
  type AppendOutcome,
  type Group,
  type GroupRequest,
  type HistogramBar,
  type HistogramRequest,
  type SearchPage,
  type SearchRequest,
  type StoredEvent,
  type StoreHealth,
  type TimeRange,
  type TopValues,
  type TopValuesRequest,
} from '../event-store';
import { assertGroupable } from '../group-key';
import { isStorableId } from '../refusal';
import { assertBars, assertPageSize } from '../time-span';
import { assertTopValues } from '../top-values';
import { readInPortions } from './cursor-reader';
import { DayPartitions } from './day-partitions';
import { countStatement, groupStatement, histogramStatement, pageStatement, type Statement } from './event-queries';
import { decodeRow, ROW_COLUMNS, type EventRow } from './event-row';
import { asking } from './failures';
import { readTopValues } from './read-top-values';
import { RowWriter } from './row-writer';

const CONNECTIONS = 8;
/** What the server gets to break off a statement by itself before the connection is given up. */
const GRACE_MS = 1_000;
const SCAN_PAGE = 1_000;
const HEALTH_LIMIT_MS = 3_000;

/** Where the server is. */
export interface PostgresOptions {
  /** With credentials. */
  readonly url: string;
  /** For one statement. */
  readonly timeoutMs: number;
}

/** Events as jsonb in one table with a partition per day, in the schema `events`. For PostgreSQL 16 and later. */
export class PostgresEventStore extends EventStore {
  private readonly logger = new Logger(PostgresEventStore.name);
  private readonly pool: Pool;
  private readonly partitions: DayPartitions;
  private readonly writer: RowWriter;

  constructor({ url, timeoutMs }: PostgresOptions) {
    super();
    this.pool = new Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
      // The server's limit does not help when the server is gone without a word.
      query_timeout: timeoutMs + GRACE_MS,
      application_name: 'tocsin event store',
      // Whatever the server's default: an event that is answered "stored" is on disk.
      options: '-c synchronous_commit=on',
    });
    // An idle connection that breaks is replaced by the pool; unheard, the error would end the process.
    this.pool.on('error', (error) => this.logger.debug(`An idle connection was lost: ${error.message}`));
    this.partitions = new DayPartitions(this.pool);
    this.writer = new RowWriter(this.pool, this.partitions);
  }

  override append(events: readonly IdentifiedEvent[]): Promise<readonly AppendOutcome[]> {
    return appendExamined(events, (items) => this.writer.write(items));
  }

  override async get(id: string): Promise<StoredEvent | undefined> {
    if (!isStorableId(id)) return undefined;
    const text = `SELECT ${ROW_COLUMNS} FROM events.entry WHERE id = $1 ORDER BY ts DESC LIMIT 1`;
    const [row] = await this.ask<EventRow>({ text, values: [id] });
    return row && decodeRow(row);
  }

  override async search(request: SearchRequest): Promise<SearchPage> {
    assertPageSize(request);
    const [rows, [count]] = await Promise.all([
      // One more than asked for tells whether there is another page.
      this.ask<EventRow>(pageStatement(request, request.size + 1)),
      this.ask<{ total: string }>(countStatement(request)),
    ]);
    const page = rows.slice(0, request.size);
    const last = page.at(-1);
    const answer = { events: page.map(decodeRow), total: Number(count?.total ?? 0) };
    if (rows.length === page.length || last === undefined) return answer;
    return { ...answer, cursor: encodeCursor({ at: last.ts.getTime(), id: last.id }) };
  }

  override async *groups(request: GroupRequest): AsyncIterable<Group> {
    assertGroupable(request.groupBy);
    const statement = groupStatement(request);
    await this.partitions.ensureSchema();
    for await (const row of readInPortions<GroupRow>(this.pool, statement)) {
      const [first, last] = [row.first.toISOString(), row.last.toISOString()];
      yield { key: row.key, count: Number(row.count), first, last };
    }
  }

  override async histogram(request: HistogramRequest): Promise<readonly HistogramBar[]> {
    assertBars(request);
    const rows = await this.ask<{ from: Date; count: string }>(histogramStatement(request));
    return rows.map(({ from, count }) => ({ from: from.toISOString(), count: Number(count) }));
  }

  override async topValues(request: TopValuesRequest): Promise<TopValues> {
    assertTopValues(request);
    await this.partitions.ensureSchema();
    return readTopValues(this.pool, request);
  }

  override async *scan(expr: Expr, range: TimeRange): AsyncIterable<StoredEvent> {
    // By key rather than by cursor: a slow reader must not hold a transaction open.
    let request: SearchRequest | undefined = { expr, range, sort: 'oldest', size: SCAN_PAGE };
    while (request !== undefined) {
      const rows: EventRow[] = await this.ask<EventRow>(pageStatement(request, SCAN_PAGE));
      yield* rows.map(decodeRow);
      const last = rows.length < SCAN_PAGE ? undefined : rows.at(-1);
      request = last && { ...request, cursor: encodeCursor({ at: last.ts.getTime(), id: last.id }) };
    }
  }

  override dropBefore(day: string): Promise<readonly string[]> {
    return this.partitions.dropBefore(day);
  }

  override async refresh(): Promise<void> {
    // What is committed can be searched; only a server that answers can say so.
    await this.ask({ text: 'SELECT', values: [] });
  }

  override async health(): Promise<StoreHealth> {
    const text = `SELECT current_setting('transaction_read_only') = 'on' AS is_read_only`;
    try {
      const asked = this.ask<{ is_read_only: boolean }>({ text, values: [] });
      const [row] = await Promise.race([asked, expiry(HEALTH_LIMIT_MS)]);
      if (row?.is_read_only !== true) return { isWritable: true, detail: '' };
      return { isWritable: false, detail: 'PostgreSQL is read-only. Point store.url at the primary.' };
    } catch (error) {
      return { isWritable: false, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  override close(): Promise<void> {
    return this.pool.end();
  }

  private async ask<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    await this.partitions.ensureSchema();
    return (await asking(() => this.pool.query<Row>(statement))).rows;
  }
}

async function expiry(limitMs: number): Promise<never> {
  await pause(limitMs, undefined, { ref: false });
  throw new StoreUnavailable(`PostgreSQL has not answered for ${limitMs} ms. It is asked again.`);
}

interface GroupRow {
  readonly key: string[];
  readonly count: string;
  readonly first: Date;
  readonly last: Date;
}
