import type { IdentifiedEvent } from '@tocsin/event-model';
import { StoreUnavailable, type AppendOutcome, type EventStore } from '@tocsin/event-store';
import { anEvent } from '@tocsin/testing';

import { AppendMerger } from './append-merger';

/** Writes when it is told to; an event called `broken` breaks the write it is part of. */
class HeldStore {
  readonly writes: string[][] = [];
  private held: (() => void)[] = [];
  outage: Error | undefined;

  async append(events: readonly IdentifiedEvent[]): Promise<AppendOutcome[]> {
    this.writes.push(events.map(({ id }) => id));
    await new Promise<void>((resolve) => this.held.push(resolve));
    if (this.outage) throw this.outage;
    if (events.some(({ id }) => id === 'broken')) throw new TypeError('cannot write this');
    return events.map(({ id }) => (id.startsWith('old') ? { kind: 'duplicate' } : { kind: 'stored' }));
  }

  /** Lets every write end, those that start meanwhile too. */
  async release(): Promise<void> {
    while (this.held.length > 0) {
      for (const write of this.held.splice(0)) write();
      await new Promise(setImmediate);
    }
  }
}

const named = (...ids: string[]): IdentifiedEvent[] => ids.map((id) => ({ id, day: '2026-11-24', event: anEvent() }));

function merging(maxAppend = 4) {
  const store = new HeldStore();
  return { store, merger: new AppendMerger(store as unknown as EventStore, { maxAppend }) };
}

describe(AppendMerger.name, () => {
  it('writes at once while the store has room, then joins what waits up to the limit', async () => {
    const { store, merger } = merging();
    const all = ['a', 'b', 'c1', 'd', 'e', 'f'].map((id) => merger.append(named(id, `${id}'`)));
    expect(store.writes).toEqual([
      ['a', "a'"],
      ['b', "b'"],
    ]);
    await store.release();
    await Promise.all(all);
    expect(store.writes.slice(2)).toEqual([
      ['c1', "c1'", 'd', "d'"],
      ['e', "e'", 'f', "f'"],
    ]);
  });

  it('writes a batch that is larger than the limit by itself', async () => {
    const { store, merger } = merging(1);
    const all = [named('a'), named('b'), named('c', 'd', 'e'), named('f')].map((events) => merger.append(events));
    await store.release();
    await Promise.all(all);
    expect(store.writes.slice(2)).toEqual([['c', 'd', 'e'], ['f']]);
  });

  it('gives everyone the outcomes of their own events', async () => {
    const { store, merger } = merging();
    const all = [named('x'), named('y'), named('old1', 'new1'), named('new2', 'old2')].map((one) => merger.append(one));
    await store.release();
    expect((await Promise.all(all)).slice(2)).toEqual([
      [{ kind: 'duplicate' }, { kind: 'stored' }],
      [{ kind: 'stored' }, { kind: 'duplicate' }],
    ]);
  });

  it('tells everyone in a write when the store is away', async () => {
    const { store, merger } = merging();
    store.outage = new StoreUnavailable('stopped');
    const all = ['a', 'b', 'c', 'd'].map((id) => merger.append(named(id)));
    const settled = Promise.allSettled(all);
    await store.release();
    expect((await settled).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  });

  it('does not let one batch that breaks a write take the others with it', async () => {
    const { store, merger } = merging();
    const all = ['a', 'b', 'good', 'broken', 'fine'].map((id) => merger.append(named(id)));
    const settled = Promise.allSettled(all);
    await store.release();
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
