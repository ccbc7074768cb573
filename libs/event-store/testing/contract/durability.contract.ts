import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { eventually, RUN_TYPESCRIPT } from '@tocsin/testing';

import { StoreUnavailable, type EventStore } from '../../src/event-store';
import { EVER, Scope, storesOf, tally, times, type DurableHarness } from './harness';
import { batchOf, type WriterOrders } from './mortal-writer';

/** The engine's recovery, plus time to find each other again. */
const RETURN_MS = 120_000;
/** On a machine with much else to do, Elasticsearch takes more than a minute to come back. */
const TEST_MS = 400_000;

export function describeDurability(harness: () => DurableHarness): void {
  const connect = storesOf(harness);

  /** A writer in a process of its own, so that it can die as processes die; knows which batches it was answered for. */
  function startWriter(source: string): { child: ChildProcess; answered: Set<number> } {
    const orders: WriterOrders = { config: harness().config, source };
    const child = fork(require.resolve('./mortal-writer'), [JSON.stringify(orders)], {
      execArgv: [...RUN_TYPESCRIPT],
    });
    const answered = new Set<number>();
    child.on('message', (nr) => answered.add(nr as number));
    return { child, answered };
  }

  /** Writes again and again until the store takes it, as the pipeline does. */
  function appendAtLast(store: EventStore, items: ReturnType<typeof batchOf>): Promise<unknown> {
    return eventually(() => store.append(items), { timeoutMs: RETURN_MS, describe: 'the store took the batch' });
  }

  describe('a writer that is killed in the middle', () => {
    it(
      'leaves nothing half done that the next one does not complete, each event once',
      async () => {
        const [store, scope] = [connect(), new Scope()];
        const { child, answered } = startWriter(scope.source);
        await eventually(() => answered.size >= 5, { timeoutMs: RETURN_MS });
        child.kill('SIGKILL');
        await once(child, 'exit');
        const batches = Array.from({ length: Math.max(...answered) + 3 }, (_, nr) => batchOf(scope.source, nr));
        for (const [nr, batch] of batches.entries()) {
          const outcomes = await store.append(batch);
          if (answered.has(nr)) expect(outcomes).toEqual(times(batch.length, 'duplicate'));
          else expect(tally(outcomes)['rejected']).toBeUndefined();
        }
        expect(await scope.count(store)).toBe(batches.flat().length);
      },
      TEST_MS,
    );
  });

  describe('an engine that is killed', () => {
    it(
      'under load has everything it answered for when it is back; meanwhile the store says so',
      async () => {
        const [store, scope] = [connect(), new Scope()];
        const stored: string[] = [];
        const failures: unknown[] = [];
        const send = async (writer: number): Promise<void> => {
          for (let nr = 0; failures.length < 2; nr += 1) {
            const items = scope.items(200).map((item) => ({ ...item, id: `${item.id}-${writer}-${nr}` }));
            await store.append(items).then(
              () => stored.push(...items.map(({ id }) => id)),
              (error: unknown) => failures.push(error),
            );
          }
        };
        const sending = Promise.all([send(1), send(2)]);
        await eventually(() => stored.length >= 4_000, { timeoutMs: RETURN_MS });
        await harness().killEngine();
        await sending;
        expect(failures.every((failure) => failure instanceof StoreUnavailable)).toBe(true);
        await expect(store.search({ expr: scope.expr(), range: EVER, sort: 'newest', size: 1 })).rejects.toThrow(
          StoreUnavailable,
        );
        await expect(store.get('a')).rejects.toThrow(StoreUnavailable);
        await expect(scope.names(store)).rejects.toThrow(StoreUnavailable);
        expect(await store.health()).toEqual({ isWritable: false, detail: expect.stringMatching(/./) as string });

        await harness().startEngine();
        await appendAtLast(store, batchOf(scope.source, 0));
        await eventually(async () => (await store.health()).isWritable, { timeoutMs: RETURN_MS });
        await store.refresh();
        const found = new Set<string>();
        for await (const { id } of store.scan(scope.expr(), EVER)) found.add(id);
        expect(stored.filter((id) => !found.has(id))).toEqual([]);
      },
      TEST_MS,
    );

    it(
      'is waited for by a store that is made meanwhile',
      async () => {
        await harness().killEngine();
        const [store, scope] = [connect(), new Scope()];
        const batch = batchOf(scope.source, 0);
        await expect(store.append(batch)).rejects.toThrow(StoreUnavailable);
        await harness().startEngine();
        await appendAtLast(store, batch);
        expect(await scope.count(store)).toBe(batch.length);
      },
      TEST_MS,
    );
  });

  describe('an engine that does not answer', () => {
    it(
      'keeps nobody waiting beyond the time limit, and what was on its way is stored once',
      async () => {
        const [store, scope] = [connect(), new Scope()];
        const [first, second] = [batchOf(scope.source, 0), batchOf(scope.source, 1)];
        await appendAtLast(store, first);
        harness().freezeEngine();
        try {
          const asked = performance.now();
          await expect(store.append(second)).rejects.toThrow(StoreUnavailable);
          expect((await store.health()).isWritable).toBe(false);
          expect(performance.now() - asked).toBeLessThan(2 * harness().config.timeoutMs + 5_000);
        } finally {
          harness().thawEngine();
        }
        await appendAtLast(store, second);
        expect(await scope.count(store)).toBe(first.length + second.length);
      },
      TEST_MS,
    );

    it(
      'may be closed all the same',
      async () => {
        const store = harness().connect();
        await store.health();
        harness().freezeEngine();
        try {
          const unanswered = store.append(batchOf(new Scope().source, 0));
          await Promise.all([expect(unanswered).rejects.toThrow(StoreUnavailable), store.close()]);
        } finally {
          harness().thawEngine();
        }
      },
      TEST_MS,
    );
  });
}
