import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, migrate } from '@tocsin/database';
import type { PrivateEngine } from '@tocsin/engines';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { accountedFor, PostgresBatchOutcomes, type BatchOutcome } from '@tocsin/ledger';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { eventually, FakeClock, testEngines, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess, type PipelineEngines } from '../testing/pipeline-process';
import { aBatch } from '../testing/pipeline-under-test';

const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const SLOW = { timeoutMs: 60_000 };

/** Nine good lines and a broken one, different in each batch. */
function numbered(name: string): EventBatch {
  const lines = Array.from({ length: 10 }, (_, n) =>
    n === 3 ? '{broken' : JSON.stringify({ message: `${name} ${n}` }),
  );
  return aBatch(lines, { id: name, claim: 'front-1' });
}

describe('what the pipeline records of its batches', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  /** The database alone can be taken away: queue and store live elsewhere. */
  const databaseEngine: PrivateEngine = testEngines().postgres();
  let engines: PipelineEngines;
  let bus: MessageBus;
  let store: EventStore;
  let database: DataSource;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    await databaseEngine.start();
    const url = await testPostgresUrl();
    const [messaging, storeEngine] = [{ kind: 'postgres', url } as const, { kind: 'postgres', url } as const];
    engines = { database: databaseEngine.url, messaging, store: storeEngine, rulesFolder };
    bus = createMessageBus({ ...messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore(storeEngine);
    database = await createDataSource({ url: databaseEngine.url }).initialize();
    await migrate(database);
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => end(worker, 'SIGKILL')));
  });

  afterAll(async () => {
    await Promise.all([bus.close(), store.close(), database.destroy()]);
    await databaseEngine.stop();
    rmSync(rulesFolder, { recursive: true });
  });

  const start = async (): Promise<ChildProcess> => {
    const worker = await startPipelineProcess(engines);
    workers.push(worker);
    return worker;
  };
  const send = (batch: EventBatch) =>
    bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
  const outcomesOf = (names: readonly string[]): Promise<BatchOutcome[]> =>
    new PostgresBatchOutcomes(database, new FakeClock()).find(names, 'test');
  const storedOf = async (name: string): Promise<number> => {
    const expr = { kind: 'equals', field: 'tocsin.batch', value: name, cased: true } as const;
    return (await store.search({ expr, range: EVER, sort: 'oldest', size: 1 })).total;
  };
  const recorded = (name: string) =>
    eventually(async () => (await outcomesOf([name]))[0], { ...SLOW, describe: `the outcome of ${name}` });

  it('adds up when a worker is killed between storing and recording', async () => {
    const killed = await start();
    const lock = database.createQueryRunner();
    await lock.startTransaction();
    await lock.query('LOCK TABLE batch_outcome IN SHARE ROW EXCLUSIVE MODE');
    await send(numbered('torn'));
    await eventually(async () => (await storedOf('torn')) === 9, SLOW);
    await eventually(async () => (await waitingForLock(database)).length > 0, SLOW);
    await end(killed, 'SIGKILL');
    // The server does not notice that its client is dead before it answers it.
    for (const pid of await waitingForLock(database)) await database.query('SELECT pg_terminate_backend($1)', [pid]);
    await lock.rollbackTransaction();
    await lock.release();
    expect(await outcomesOf(['torn'])).toEqual([]);
    await start();
    const outcome = await recorded('torn');
    expect(outcome).toMatchObject({ events: 10, stored: 0, duplicate: 9, parked: 1 });
    expect(await storedOf('torn')).toBe(9);
  }, 120_000);

  it('is one outcome for each acceptance of a batch, however many workers there are and however they end', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `shared-${n}`);
    const [first] = [await start(), await start()];
    for (const name of names) await send(numbered(name));
    await eventually(async () => (await outcomesOf(names)).length > 5, { ...SLOW, intervalMs: 5 });
    await end(first, 'SIGKILL');
    // Sent again: under the ids it had, as another acceptance.
    for (const name of names.slice(0, 5)) await send({ ...numbered(name), claim: 'front-2' });
    const outcomes = await eventually(async () => {
      const found = await outcomesOf(names);
      return found.length >= 65 && found;
    }, SLOW);
    expect(outcomes).toHaveLength(65);
    for (const outcome of outcomes) expect([outcome.events, accountedFor(outcome)]).toEqual([10, 10]);
    const again = outcomes.filter(({ claim }) => claim === 'front-2');
    // Which of the two comes first is open: the killed worker may have held the former one. No event is stored or parked by both.
    for (const name of names) {
      const all = outcomes.filter(({ batchId }) => batchId === name);
      expect(all.reduce((sum, { parked }) => sum + parked, 0)).toBe(1);
      expect(all.reduce((sum, { stored }) => sum + stored, 0)).toBeLessThanOrEqual(9);
    }
    expect(again.some(({ duplicate }) => duplicate >= 9)).toBe(true);
  }, 120_000);

  it('waits for PostgreSQL, with the batch unacknowledged', async () => {
    await send(numbered('before'));
    await start();
    await recorded('before');
    await databaseEngine.stop();
    await send({ ...numbered('during'), lines: Buffer.from('{"message":"good"}\n'), ids: ['during-0'] });
    await eventually(async () => (await storedOf('during')) === 1, SLOW);
    expect(await bus.depth(EVENTS_QUEUE)).toBe(1);
    await databaseEngine.start();
    expect(await recorded('during')).toMatchObject({ events: 1, stored: 1, duplicate: 0 });
    await eventually(async () => (await bus.depth(EVENTS_QUEUE)) === 0, SLOW);
  }, 120_000);
});

/** Servers of connections that wait for a lock somebody holds. */
async function waitingForLock(database: DataSource): Promise<number[]> {
  const rows = await database.query<{ pid: number }[]>(
    `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO batch_outcome%'`,
  );
  return rows.map(({ pid }) => pid);
}
