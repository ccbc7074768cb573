import { randomUUID } from 'node:crypto';

import type { IdentifiedEvent, SecurityEvent } from '@tocsin/event-model';
import { all, type Expr } from '@tocsin/query';

import type { AppendOutcome, EventStore, TimeRange } from '../../src/event-store';
import type { EventStoreConfig } from '../../src/event-store.config';

/** What the contract needs of an adapter under test: a space on its engine where no events are yet. */
export interface EventStoreHarness {
  /** A store as one more process would have it: all of them in the same space. */
  connect(): EventStore;
  close(): Promise<void>;
}

/** A harness whose engine belongs to the spec alone and keeps on disk what it answered for. */
export interface DurableHarness extends EventStoreHarness {
  /** The store as a child process reaches it. Its time limit is a few seconds. */
  readonly config: EventStoreConfig;
  /** Takes the engine away without a word, as kill -9 does. */
  killEngine(): Promise<void>;
  startEngine(): Promise<void>;
  /** Leaves the engine there, but without any answer. */
  freezeEngine(): void;
  thawEngine(): void;
}

/** Wide enough for every event of the suite. */
export const EVER: TimeRange = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

const STORED: AppendOutcome = { kind: 'stored' };
const DUPLICATE: AppendOutcome = { kind: 'duplicate' };

/** What became of many events, in short: `{ stored: 97, rejected: 3 }`. */
export function tally(outcomes: readonly AppendOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** That many of one outcome. */
export function times(count: number, kind: 'stored' | 'duplicate'): AppendOutcome[] {
  return Array.from({ length: count }, () => (kind === 'stored' ? STORED : DUPLICATE));
}

/** Events of one test in a space that many tests share: told apart by their source. */
export class Scope {
  readonly source = randomUUID();

  /** An event of this scope; its id begins with the source, its day is that of its time. */
  item(name: string | number, patch: Readonly<Record<string, unknown>> = {}): IdentifiedEvent {
    const event = {
      '@timestamp': '2026-03-02T10:00:00.000Z',
      message: `event ${name}`,
      'tocsin.source': this.source,
      ...patch,
    } as SecurityEvent;
    return { id: this.id(name), day: event['@timestamp'].slice(0, 10), event };
  }

  /** Named 0000 to count - 1, one second apart. */
  items(count: number, patch: (nr: number) => Readonly<Record<string, unknown>> = () => ({})): IdentifiedEvent[] {
    return Array.from({ length: count }, (_, nr) => {
      const at = new Date(Date.UTC(2026, 2, 2) + nr * 1_000).toISOString();
      return this.item(String(nr).padStart(4, '0'), { '@timestamp': at, ...patch(nr) });
    });
  }

  id(name: string | number): string {
    return `${this.source}-${name}`;
  }

  /** Events of this scope that meet all the conditions. */
  expr(...conditions: readonly Expr[]): Expr {
    return all([{ kind: 'equals', field: 'tocsin.source', value: this.source, cased: true }, ...conditions]);
  }

  /** Names of the events of this scope, as searched, oldest first. */
  async names(store: EventStore, ...conditions: readonly Expr[]): Promise<string[]> {
    await store.refresh();
    const names: string[] = [];
    for await (const { id } of store.scan(this.expr(...conditions), EVER)) names.push(id.slice(this.source.length + 1));
    return names;
  }

  async count(store: EventStore): Promise<number> {
    await store.refresh();
    return (await store.search({ expr: this.expr(), range: EVER, sort: 'newest', size: 0 })).total;
  }
}

/** Opens stores of a harness and closes them after each test. */
export function storesOf(harness: () => EventStoreHarness): () => EventStore {
  let opened: EventStore[] = [];
  afterEach(async () => {
    const stores = opened;
    opened = [];
    for (const store of stores) await store.close();
  });
  return () => {
    const store = harness().connect();
    opened.push(store);
    return store;
  };
}
