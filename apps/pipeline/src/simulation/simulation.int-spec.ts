import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { simulationSchema, type Simulation } from '@tocsin/api-contract';
import { BatchOutcomeEntity, createDataSource, ListEntity, ListEntryEntity, migrate } from '@tocsin/database';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { createMessageBus, SIGNALS_QUEUE, SIMULATE_QUESTION, type MessageBus } from '@tocsin/messaging';
import { parseQuery } from '@tocsin/query';
import { eventually, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess } from '../testing/pipeline-process';
import { ROOT_RULE } from '../testing/pipeline-under-test';

const EVER = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const LINE = 'Nov 26 08:00:01 web-1 sshd[7]: Failed password for root from 203.0.113.7 port 22 ssh2';

describe.each([
  ['PostgreSQL', async (url: string) => Promise.resolve({ kind: 'postgres' as const, url })],
  ['RabbitMQ', async () => ({ kind: 'rabbitmq' as const, url: await testRabbitUrl() })],
])('a simulation asked of a worker over %s', (_, messagingOn) => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  let bus: MessageBus;
  let store: EventStore;
  let database: DataSource;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    writeFileSync(join(rulesFolder, 'root.yml'), ROOT_RULE);
    const url = await testPostgresUrl();
    const messaging = await messagingOn(url);
    bus = createMessageBus({ ...messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore({ kind: 'postgres', url });
    database = await createDataSource({ url }).initialize();
    await migrate(database);
    const settings = { description: '', signalLevel: null, validDays: null, removedAt: null, createdAt: new Date() };
    const list = await database.getRepository(ListEntity).save({ name: 'bad', kind: 'watchlist', ...settings });
    const term = { kind: 'exact', key: '203.0.113.7', value: '203.0.113.7', facts: { reason: 'scans' } } as const;
    await database.getRepository(ListEntryEntity).insert({ listId: list.id, ...term, createdAt: new Date() });
    child = await startPipelineProcess({ database: url, messaging, store: { kind: 'postgres', url }, rulesFolder });
  });

  afterAll(async () => {
    if (child) await end(child, 'SIGKILL');
    await Promise.all([bus.close(), store.close(), database.destroy()]);
    rmSync(rulesFolder, { recursive: true });
  });

  async function simulate(): Promise<Simulation['lines'][number] | undefined> {
    return simulationSchema.parse(await bus.ask(SIMULATE_QUESTION, { lines: [LINE] }, 20_000)).lines[0];
  }

  it('meets the lists the worker holds, and leaves nothing behind', async () => {
    const line = await eventually(async () => {
      const answer = await simulate();
      return answer?.outcome === 'event' && 'tocsin.watchlist' in answer.event ? answer : undefined;
    });
    expect(line.event['tocsin.watchlist']).toEqual(['bad']);
    expect(line.rules).toMatchObject([{ title: 'Root tried by ssh', level: 'medium' }]);
    expect(line.trace.map(({ plugin }) => plugin)).toContain('watchlist');
    expect(await bus.depth(SIGNALS_QUEUE)).toBe(0);
    expect(await database.getRepository(BatchOutcomeEntity).count()).toBe(0);
    const stored = await store.search({ expr: parseQuery('*'), range: EVER, sort: 'newest', size: 1 });
    expect(stored.total).toBe(0);
  });
});
