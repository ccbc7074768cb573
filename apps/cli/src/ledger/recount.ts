import type { EventStore } from '@tocsin/event-store';
import type { DataSource } from 'typeorm';

const HOUR_MS = 3_600_000;
const EVERYTHING = { kind: 'exists', field: 'tocsin.batch' } as const;

/** What the ledger says the store has of a source, of events received in an hour, and what is there. */
export interface HourCount {
  readonly source: string;
  /** Begin of the hour of receipt, RFC 3339, UTC. */
  readonly hour: string;
  /** Events the store took, as the pipeline told the ledger. */
  readonly told: number;
  /** Of these, those that are not there any more. */
  readonly missing: number;
  /** Some of the batches they were in, most missing first. */
  readonly batches: readonly string[];
}

interface Told {
  readonly batchId: string;
  readonly source: string;
  readonly documents: number;
}

const TOLD = `
  SELECT batch_id AS "batchId", source, sum(documents)::int AS documents FROM batch_outcome
   WHERE received_at >= $1 AND received_at < $2 AND documents IS NOT NULL
   GROUP BY 1, 2 HAVING sum(documents) > 0`;
const MOST_NAMED = 5;

/**
 * Counts the store anew, batch by batch, and compares it with what the pipeline told the ledger when it wrote there.
 * What a worker wrote that died before it could tell is known as a duplicate only, and is not looked for.
 * @throws {StoreUnavailable} and what the database throws.
 */
export async function recount(
  database: DataSource,
  store: EventStore,
  range: { readonly from: Date; readonly to: Date },
): Promise<HourCount[]> {
  const counts: HourCount[] = [];
  const begin = Math.floor(range.from.getTime() / HOUR_MS) * HOUR_MS;
  for (let at = begin; at < range.to.getTime(); at += HOUR_MS) {
    const [from, to] = [new Date(at), new Date(at + HOUR_MS)];
    const told = await database.query<Told[]>(TOLD, [from, to]);
    if (told.length === 0) continue;
    // Read after the ledger: what is stored meanwhile is more, never less.
    await store.refresh();
    const found = await countBatches(store, from, to);
    counts.push(...compare(told, found, from.toISOString()));
  }
  return counts;
}

async function countBatches(store: EventStore, from: Date, to: Date): Promise<ReadonlyMap<string, number>> {
  const range = { from: from.toISOString(), to: to.toISOString(), by: 'ingested' } as const;
  const found = new Map<string, number>();
  for await (const { key, count } of store.groups({
    expr: EVERYTHING,
    range,
    groupBy: ['tocsin.source', 'tocsin.batch'],
    minCount: 1,
  }))
    found.set(key.join('\n'), count);
  return found;
}

function compare(told: readonly Told[], found: ReadonlyMap<string, number>, hour: string): HourCount[] {
  const sources = new Set(told.map(({ source }) => source));
  return [...sources].map((source) => {
    const batches = told.filter((one) => one.source === source);
    const gaps = batches
      .map(({ batchId, documents }) => ({ batchId, gap: documents - (found.get(`${source}\n${batchId}`) ?? 0) }))
      .filter(({ gap }) => gap > 0)
      .sort((one, other) => other.gap - one.gap);
    return {
      source,
      hour,
      told: batches.reduce((sum, { documents }) => sum + documents, 0),
      missing: gaps.reduce((sum, { gap }) => sum + gap, 0),
      batches: gaps.slice(0, MOST_NAMED).map(({ batchId }) => batchId),
    };
  });
}
