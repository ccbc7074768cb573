import { STATES } from '@tocsin/event-model';
import type { Pool } from 'pg';

import type { AppendOutcome } from '../event-store';
import type { AcceptableEvent } from '../refusal';
import type { DayPartitions } from './day-partitions';
import { encodeColumns } from './event-row';
import { isAboutData, stateOf, translate } from './failures';

/**
 * Columns travel as lines of one text each: neither JSON nor our ids and times contain a line feed, and taking a text apart
 * costs both sides less than an array. In order of id, so that two writers of the same events wait for each other and
 * never in a circle.
 */
const INSERT = `
  INSERT INTO events.entry (id, day, ts, ingested, event, original)
  SELECT id, day::date, ts::timestamptz, nullif(ingested, '')::timestamptz, event::jsonb, nullif(original, '')
  FROM unnest(${[1, 2, 3, 4, 5, 6].map((position) => `string_to_array($${position}, E'\\n')`).join(', ')})
    AS line (id, day, ts, ingested, event, original)
  ORDER BY id COLLATE "C", day
  ON CONFLICT`;
const ONCE = `${INSERT} DO NOTHING RETURNING id, day::text`;
const NEWEST = `${INSERT} (id, day) DO UPDATE
  SET ts = excluded.ts, ingested = excluded.ingested, event = excluded.event, original = excluded.original
  WHERE entry.ts <= excluded.ts
  RETURNING id, day::text`;

const NO_PARTITION = '23514';

/** Writes events, each once by id and day. */
export class RowWriter {
  constructor(
    private readonly pool: Pool,
    private readonly partitions: DayPartitions,
  ) {}

  /** @throws {StoreUnavailable} when nothing of it was written. */
  async write(items: readonly AcceptableEvent[]): Promise<AppendOutcome[]> {
    await this.partitions.ensure(new Set(items.map((item) => item.day)));
    try {
      return await this.insert(items);
    } catch (error) {
      if (isAboutData(error)) return this.writeApart(items, error as Error);
      if (stateOf(error) === NO_PARTITION || stateOf(error) === '42P01') this.partitions.forget();
      throw translate(error);
    }
  }

  private async insert(items: readonly AcceptableEvent[]): Promise<AppendOutcome[]> {
    const states = newestStates(items);
    const events = items.filter(({ day }) => day !== STATES);
    const stored = new Set<string>();
    for (const [text, some] of [
      [ONCE, events],
      [NEWEST, states],
    ] as const) {
      if (some.length === 0) continue;
      const { rows } = await this.pool.query<{ id: string; day: string }>(text, columnsOf(some));
      for (const { id, day } of rows) stored.add(`${day} ${id}`);
    }
    // Deleted when found, so that a second copy within the batch is a duplicate.
    return items.map((item) => {
      const isNewest = item.day !== STATES || states.includes(item);
      return { kind: isNewest && stored.delete(`${dateOf(item)} ${item.id}`) ? 'stored' : 'duplicate' };
    });
  }

  /** One statement takes all or none, so the batch is halved until the event that breaks it stands alone. */
  private async writeApart(items: readonly AcceptableEvent[], error: Error): Promise<AppendOutcome[]> {
    if (items.length === 1) return [{ kind: 'rejected', reason: `PostgreSQL refuses it: ${error.message}` }];
    const half = items.length >> 1;
    return [...(await this.write(items.slice(0, half))), ...(await this.write(items.slice(half)))];
  }
}

/** States stand beside the days, at one that never comes. */
function dateOf({ day }: AcceptableEvent): string {
  return day === STATES ? 'infinity' : day;
}

/** The newest of each id, the later of two as new: one statement cannot write a row twice. */
function newestStates(items: readonly AcceptableEvent[]): AcceptableEvent[] {
  const newest = new Map<string, AcceptableEvent>();
  for (const item of items) {
    if (item.day === STATES && item.at >= (newest.get(item.id)?.at ?? -Infinity)) newest.set(item.id, item);
  }
  return [...newest.values()];
}

function columnsOf(items: readonly AcceptableEvent[]): string[] {
  const columns = items.map(encodeColumns);
  return [
    items.map((item) => item.id),
    items.map(dateOf),
    items.map((item) => item.event['@timestamp']),
    items.map((item) => (item.event['event.ingested'] as string | null | undefined) ?? ''),
    columns.map((column) => column.event),
    columns.map((column) => column.original),
  ].map((lines) => lines.join('\n'));
}
