import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, migrate } from '@tocsin/database';
import { encodeBatch } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { end, startPipelineProcess, type PipelineEngines } from '../testing/pipeline-process';
import { aBatch } from '../testing/pipeline-under-test';

const BATCHES = 20;
const LINES = 100;
/** Enough for the pipeline, not for a plug-in that keeps everything. */
const LITTLE_MEMORY = '--max-old-space-size=400';
const LEAKS = ['-r', require.resolve('../testing/leaking-plugin.cjs'), LITTLE_MEMORY];

describe('a plug-in that leaks', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  let engines: PipelineEngines;
  let bus: MessageBus;
  let store: EventStore;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    const url = await testPostgresUrl();
    engines = { database: url, messaging: { kind: 'postgres', url }, store: { kind: 'postgres', url }, rulesFolder };
    bus = createMessageBus({ ...engines.messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore({ ...engines.store, indexPrefix: 'tocsin-', timeoutMs: 10_000 });
    const database = await createDataSource({ url }).initialize();
    await migrate(database);
    await database.destroy();
  });
  afterAll(async () => {
    if (child) await end(child, 'SIGKILL');
    await Promise.all([bus.close(), store.close()]);
    rmSync(rulesFolder, { recursive: true });
  });

  async function stored(): Promise<number> {
    const range = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
    const expr = { kind: 'constant', value: true } as const;
    return (await store.search({ expr, range, sort: 'oldest', size: 1 })).total;
  }

  it('takes its process down and no event with it', async () => {
    for (let n = 0; n < BATCHES; n += 1) {
      const lines = Array.from({ length: LINES }, (_, line) =>
        JSON.stringify({ message: `${n} ${line}`, 'host.name': 'web1' }),
      );
      const batch = aBatch(lines, { id: `leak-${n}` });
      await bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
    }
    child = await startPipelineProcess(engines, { execArgv: LEAKS, isToRunOutOfMemory: true });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(code === 0 || signal === 'SIGTERM').toBe(false);
    expect(await stored()).toBeLessThan(BATCHES * LINES);
    child = await startPipelineProcess(engines, { execArgv: [LITTLE_MEMORY] });
    await eventually(async () => (await stored()) === BATCHES * LINES, { timeoutMs: 60_000 });
  }, 150_000);
});
