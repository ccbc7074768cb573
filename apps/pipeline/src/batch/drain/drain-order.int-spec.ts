import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate } from '@tocsin/database';
import type { PrivateEngine } from '@tocsin/engines';
import { encodeBatch } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { PostgresClaims } from '@tocsin/ledger';
import { createMessageBus, EVENTS_ASIDE_QUEUE, EVENTS_QUEUE, eventsWaiting, type MessageBus } from '@tocsin/messaging';
import { eventually, testEngines, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess, type PipelineEngines, type RunOptions } from '../../testing/pipeline-process';
import { aBatch } from '../../testing/pipeline-under-test';

const OLD = 120;
const FRESH = 10;
const HOUR_MS = 3_600_000;
const SLOWLY = { timeoutMs: 90_000 };
const NEWEST: RunOptions = { env: { TOCSIN_PIPELINE_DRAIN: 'newest', TOCSIN_PIPELINE_DRAIN_AFTER_SECONDS: '600' } };
/** Where nothing is put aside the engine makes no difference. */
const ORDERS: Record<'postgres' | 'rabbitmq', [string, RunOptions][]> = {
  postgres: [['newest', NEWEST]],
  rabbitmq: [
    ['newest', NEWEST],
    ['oldest', {}],
  ],
};
const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };

describe.each([
  ['postgres', testPostgresUrl],
  ['rabbitmq', testRabbitUrl],
] as const)('after an outage of the store, on %s', (kind, freshBus) => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  const storeEngine: PrivateEngine = testEngines().postgres();
  let engines: PipelineEngines;
  let bus: MessageBus;
  let database: DataSource;
  let store: EventStore;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    await storeEngine.start();
    const messaging = { kind, url: await freshBus() };
    engines = {
      database: await testPostgresUrl(),
      messaging,
      store: { kind: 'postgres', url: storeEngine.url },
      rulesFolder,
    };
    bus = createMessageBus({ ...messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore(engines.store);
    database = await createDataSource({ url: engines.database }).initialize();
    await migrate(database);
  }, 60_000);
  afterEach(() => Promise.all(workers.splice(0).map((worker) => end(worker, 'SIGKILL'))));
  afterAll(async () => {
    await Promise.all([bus.close(), store.close(), database.destroy()]);
    await storeEngine.stop();
    rmSync(rulesFolder, { recursive: true });
  });

  const start = async (options: RunOptions) => void workers.push(await startPipelineProcess(engines, options));
  /** As a front end accepted them so long ago. */
  async function queue(name: string, count: number, agoMs: number): Promise<void> {
    const acceptedAt = new Date(Date.now() - agoMs);
    const batches = Array.from({ length: count }, (_, n) =>
      aBatch([JSON.stringify({ message: `${name} ${n}` })], {
        id: `${name}-${n}`,
        claim: `${name}-run-${n}`,
        receivedAt: acceptedAt.toISOString(),
      }),
    );
    await new PostgresClaims(database, new SystemClock()).state(
      { instance: `${name}-run`, frontend: 'fe1', startedAt: acceptedAt, statedThrough: count, isEnding: false },
      batches.map(({ id, claim }) => {
        return { claim: claim ?? '', batchId: id, source: 'test', events: 1, acceptedAt, isVoid: false };
      }),
    );
    for (const batch of batches)
      await bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
  }
  /** Names of batches in the order in which they ended. */
  const ended = async (name: string): Promise<string[]> =>
    (
      await database.query<{ id: string }[]>(
        `SELECT batch_id AS id FROM batch_outcome WHERE batch_id LIKE $1 ORDER BY recorded_at, batch_id`,
        [`%${name}%`],
      )
    ).map(({ id }) => id);
  const storedCount = async () =>
    (await store.search({ expr: { kind: 'constant', value: true }, range: EVER, sort: 'oldest', size: 1 })).total;

  it.each(ORDERS[kind])(
    'works off the %s first, and all of them once',
    async (order, options) => {
      const before = await storedCount();
      await start(options);
      await storeEngine.stop();
      await queue(`${order}-waiting`, OLD, HOUR_MS);
      await queue(`${order}-fresh`, FRESH, 0);
      await storeEngine.start();
      await eventually(async () => (await ended(order)).length === OLD + FRESH, SLOWLY);
      const names = await ended(order);
      const lastFresh = names.findLastIndex((name) => name.includes('fresh'));
      const oldBeforeLastFresh = names.slice(0, lastFresh).filter((name) => name.includes('waiting')).length;
      if (order === 'newest') expect(oldBeforeLastFresh).toBeLessThan(OLD / 2);
      else expect(oldBeforeLastFresh).toBeGreaterThan(OLD / 2);
      expect(await storedCount()).toBe(before + OLD + FRESH);
      await eventually(async () => (await eventsWaiting(bus)) === 0, SLOWLY);
    },
    240_000,
  );

  it('stores each once though workers are killed while they put batches aside, and one of the other order ends it', async () => {
    const before = await storedCount();
    await queue('killed-old', OLD, HOUR_MS);
    for (let death = 0; death < 2; death += 1) {
      await start(NEWEST);
      const moved = await bus.depth(EVENTS_ASIDE_QUEUE);
      await eventually(
        async () => (await bus.depth(EVENTS_ASIDE_QUEUE)) > moved || (await bus.depth(EVENTS_QUEUE)) < 8,
        { ...SLOWLY, intervalMs: 5 },
      );
      await Promise.all(workers.splice(0).map((worker) => end(worker, 'SIGKILL')));
    }
    expect((await ended('killed')).length).toBeLessThan(OLD);
    await start({});
    await eventually(async () => (await ended('killed')).length === OLD, SLOWLY);
    expect(await storedCount()).toBe(before + OLD);
    await eventually(async () => (await eventsWaiting(bus)) === 0, SLOWLY);
  }, 240_000);
});
