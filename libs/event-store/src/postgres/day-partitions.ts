import { STATES } from '@tocsin/event-model';
import type { Pool, PoolClient } from 'pg';

import { isDay } from '../refusal';

import { asking } from './failures';

/** One number for all that must not change the tables at the same time, in any process. */
const LOCK = "hashtext('tocsin events')";
const MAX_KNOWN_DAYS = 1_000;

const SCHEMA = `
  CREATE SCHEMA IF NOT EXISTS events;
  CREATE TABLE IF NOT EXISTS events.entry (
    id text COLLATE "C" NOT NULL,
    day date NOT NULL,
    ts timestamptz NOT NULL,
    ingested timestamptz,
    event jsonb NOT NULL,
    original text,
    PRIMARY KEY (id, day)
  ) PARTITION BY LIST (day);
  CREATE INDEX IF NOT EXISTS entry_ts_id ON events.entry (ts, id);
  CREATE INDEX IF NOT EXISTS entry_ingested ON events.entry USING brin (ingested) WITH (autosummarize = on);
  COMMENT ON TABLE events.entry IS 'Events by UTC day. The column original is set where jsonb cannot hold the event as it came.'`;

/** The table of events, one partition per UTC day. Made and changed by this class alone. */
export class DayPartitions {
  private hasSchema = false;
  private readonly known = new Set<string>();

  constructor(private readonly pool: Pool) {}

  /** Makes the schema where it is missing. */
  async ensureSchema(): Promise<void> {
    if (this.hasSchema) return;
    await this.exclusively((client) => client.query(SCHEMA));
    this.hasSchema = true;
  }

  async ensure(days: Iterable<string>): Promise<void> {
    await this.ensureSchema();
    const unknown = [...days].filter((day) => !this.known.has(day));
    if (unknown.length === 0) return;
    await this.exclusively(async (client) => {
      for (const day of unknown) await makePartition(client, day);
    });
    if (this.known.size + unknown.length > MAX_KNOWN_DAYS) this.known.clear();
    for (const day of unknown) this.known.add(day);
  }

  /** Another process dropped a day, or somebody the schema: look again next time. */
  forget(): void {
    this.hasSchema = false;
    this.known.clear();
  }

  /** Drops the partitions of days before the given one; answers the days, oldest first. */
  async dropBefore(day: string): Promise<string[]> {
    await this.ensureSchema();
    const dropped = await this.exclusively(async (client) => {
      const days = (await partitionDays(client)).filter((candidate) => candidate < day).sort();
      for (const old of days) await client.query(`DROP TABLE ${tableOf(old)}`);
      await client.query(`DELETE FROM events.entry WHERE day = 'infinity' AND ts < $1::date`, [day]);
      return days;
    });
    for (const old of dropped) this.known.delete(old);
    return dropped;
  }

  /** In one transaction, one process at a time. Waits for no lock long, as everybody else would wait behind it. */
  private exclusively<T>(change: (client: PoolClient) => Promise<T>): Promise<T> {
    return asking(async () => {
      const client = await this.pool.connect();
      try {
        await client.query('BEGIN');
        await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
        await client.query(`SET LOCAL lock_timeout = '3s'`);
        const result = await change(client);
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // Closing the connection ends the transaction, whatever state it is in.
        client.release(true);
        throw error;
      }
    });
  }
}

/** Attached after it was made, because that does not wait for those who read and write the other days. */
async function makePartition(client: PoolClient, day: string): Promise<void> {
  const table = tableOf(day);
  const { rowCount } = await client.query('SELECT WHERE to_regclass($1) IS NOT NULL', [table]);
  if (rowCount === 1) return;
  await client.query(`CREATE TABLE ${table} (LIKE events.entry INCLUDING ALL)`);
  const value = day === STATES ? 'infinity' : day;
  await client.query(`ALTER TABLE events.entry ATTACH PARTITION ${table} FOR VALUES IN ('${value}')`);
}

async function partitionDays(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'events.entry'::regclass`,
  );
  const days = rows.map(({ name }) => name.slice(-'2026_11_24'.length).replaceAll('_', '-'));
  return days.filter(isDay);
}

/** The day was checked to be one, so it is safe inside SQL. */
function tableOf(day: string): string {
  return `events.entry_${day.replaceAll('-', '_')}`;
}
