import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, migrate } from '@tocsin/database';
import { encodeBatch } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { PostgresBatchOutcomes } from '@tocsin/ledger';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { eventually, FakeClock, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess, type PipelineEngines } from '../../testing/pipeline-process';
import { aBatch } from '../../testing/pipeline-under-test';

const LINES = 40;
const GUILTY = [7, 23];
/** Two tries of the whole batch, and one for each guilty line; the next one ends it. */
const DEATHS = 2 + GUILTY.length;
const DEADLY = ['-r', require.resolve('../../testing/deadly-plugin.cjs')];

describe('events that take their worker down', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  let engines: PipelineEngines;
  let bus: MessageBus;
  let store: EventStore;
  let database: DataSource;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    const url = await testPostgresUrl();
    const messaging = { kind: 'rabbitmq', url: await testRabbitUrl() } as const;
    engines = { database: url, messaging, store: { kind: 'postgres', url }, rulesFolder };
    bus = createMessageBus({ ...messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore(engines.store);
    database = await createDataSource({ url }).initialize();
    await migrate(database);
  });
  afterAll(async () => {
    if (child) await end(child, 'SIGKILL');
    await Promise.all([bus.close(), store.close(), database.destroy()]);
    rmSync(rulesFolder, { recursive: true });
  });

  const outcome = async () => (await new PostgresBatchOutcomes(database, new FakeClock()).find(['poison'], 'test'))[0];

  it('are found and parked by five tries, and their neighbours are stored once', async () => {
    const lines = Array.from({ length: LINES }, (_, n) =>
      JSON.stringify({ message: GUILTY.includes(n) ? `deadly ${n}` : `harmless ${n}` }),
    );
    const batch = aBatch(lines, { id: 'poison', claim: 'front-1' });
    await bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
    for (let deaths = 0; deaths < DEATHS; deaths += 1) {
      child = await startPipelineProcess(engines, { execArgv: DEADLY });
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect([deaths, signal, await outcome()]).toEqual([deaths, 'SIGKILL', undefined]);
    }
    child = await startPipelineProcess(engines, { execArgv: DEADLY });
    await eventually(outcome, { timeoutMs: 60_000 });
    expect(await outcome()).toMatchObject({ stored: LINES - GUILTY.length, duplicate: 0, parked: GUILTY.length });
    const parked = await database.query<object[]>('SELECT position, reason_code FROM parked_event ORDER BY position');
    expect(parked).toEqual(GUILTY.map((position) => ({ position, reason_code: 'poison.killed_worker' })));
    expect(child.exitCode).toBeNull();
    expect(await database.query('SELECT FROM poison_note')).toEqual([]);
  }, 240_000);
});
