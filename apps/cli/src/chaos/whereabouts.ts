import { createDataSource } from '@tocsin/database';
import { createEventStore } from '@tocsin/event-store';
import { parseQuery } from '@tocsin/query';

import { numberIn } from './numbered-client';

/** Where the events of all clients are. */
export interface Whereabouts {
  readonly stored: number;
  readonly parked: number;
  /** Copies beyond the first, in the store or among the parked. */
  readonly duplicated: number;
  /** Of those acknowledged: neither stored nor parked. */
  readonly lost: number;
  /** Some of the lost and of the doubled, for whoever looks for the cause. */
  readonly examples: readonly string[];
}

const EXAMPLES = 20;
const EVER = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** Counts copies of each number of each client. */
export class Sightings {
  private readonly stored: readonly Uint8Array[];
  private readonly parked: readonly Uint8Array[];

  /** @param attempted by client. */
  constructor(private readonly attempted: readonly number[]) {
    this.stored = attempted.map((count) => new Uint8Array(count));
    this.parked = attempted.map((count) => new Uint8Array(count));
  }

  noteStored(text: string): void {
    note(this.stored, text);
  }

  noteParked(text: string): void {
    note(this.parked, text);
  }

  /** @param acknowledged by client: its first so many numbers were. */
  sum(acknowledged: readonly number[]): Whereabouts {
    const sums = { stored: 0, parked: 0, duplicated: 0, lost: 0 };
    const examples: string[] = [];
    for (const [client, count] of this.attempted.entries()) {
      for (let number = 0; number < count; number += 1) {
        const stored = this.stored[client]?.[number] ?? 0;
        const parked = this.parked[client]?.[number] ?? 0;
        const copies = stored + parked;
        const isLost = copies === 0 && number < (acknowledged[client] ?? 0);
        if (stored > 0) sums.stored += 1;
        else if (parked > 0) sums.parked += 1;
        sums.duplicated += Math.max(0, copies - 1);
        if (isLost) sums.lost += 1;
        if ((isLost || copies > 1) && examples.length < EXAMPLES)
          examples.push(`client ${client}, event ${number}: stored ${stored} times, parked ${parked} times`);
      }
    }
    return { ...sums, examples };
  }
}

/** Looks at every event in the store and among the parked. */
export async function findEvents(
  engines: { readonly elasticsearch: string; readonly postgres: string },
  source: string,
  sightings: Sightings,
): Promise<void> {
  const store = createEventStore({ kind: 'elasticsearch', url: engines.elasticsearch });
  try {
    await store.refresh();
    const expr = parseQuery(`tocsin.source:${source}`);
    for await (const { event } of store.scan(expr, EVER)) sightings.noteStored(event.message);
  } finally {
    await store.close();
  }
  const dataSource = await createDataSource({ url: engines.postgres }).initialize();
  try {
    const rows = await dataSource.query<{ bytes: Buffer }[]>('SELECT bytes FROM parked_event WHERE source = $1', [
      source,
    ]);
    for (const { bytes } of rows) sightings.noteParked(bytes.toString('latin1'));
  } finally {
    await dataSource.destroy();
  }
}

function note(copies: readonly Uint8Array[], text: string): void {
  const found = numberIn(text);
  const ofClient = found === undefined ? undefined : copies[found.client];
  if (found === undefined || ofClient === undefined || found.number >= ofClient.length) return;
  ofClient[found.number] = Math.min(255, (ofClient[found.number] ?? 0) + 1);
}
