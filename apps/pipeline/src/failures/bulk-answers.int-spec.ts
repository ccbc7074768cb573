import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from '@elastic/elasticsearch';
import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate, ParkedEventEntity } from '@tocsin/database';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { PostgresBatchOutcomes, type BatchOutcome } from '@tocsin/ledger';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { anEvent, eventually, testElasticsearch, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess, type PipelineEngines } from '../testing/pipeline-process';
import { aBatch } from '../testing/pipeline-under-test';
import { TamperedElasticsearch } from '../testing/tampered-elasticsearch';

const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const SLOWLY = { timeoutMs: 90_000 };
const REJECTED = 42;

describe('what Elasticsearch answers to a bulk', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  const { url, prefix } = testElasticsearch();
  let door: TamperedElasticsearch;
  let engines: PipelineEngines;
  let bus: MessageBus;
  let store: EventStore;
  let database: DataSource;
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    door = await TamperedElasticsearch.before(url);
    const messaging = { kind: 'rabbitmq', url: await testRabbitUrl() } as const;
    const storeAt = (address: string) => ({ kind: 'elasticsearch', url: address, indexPrefix: prefix }) as const;
    engines = { database: await testPostgresUrl(), messaging, store: storeAt(door.url), rulesFolder };
    bus = createMessageBus({ ...messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore(storeAt(url));
    await makeDayWithAddressesForNames(store, url, prefix);
    database = await createDataSource({ url: engines.database }).initialize();
    await migrate(database);
  });
  afterEach(() => Promise.all(workers.splice(0).map((worker) => end(worker, 'SIGKILL'))));
  afterAll(async () => {
    await Promise.all([bus.close(), store.close(), database.destroy(), door.remove()]);
    rmSync(rulesFolder, { recursive: true });
  });

  const start = async (): Promise<ChildProcess> => {
    const worker = await startPipelineProcess(engines);
    workers.push(worker);
    return worker;
  };
  const send = (batch: EventBatch) =>
    bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
  const outcomeOf = (name: string): Promise<BatchOutcome> =>
    eventually(
      async () => (await new PostgresBatchOutcomes(database, new SystemClock()).find([name], 'test'))[0],
      SLOWLY,
    );
  const storedOf = async (name: string): Promise<number> => {
    await store.refresh();
    const expr = { kind: 'equals', field: 'tocsin.batch', value: name, cased: true } as const;
    return (await store.search({ expr, range: EVER, sort: 'oldest', size: 1 })).total;
  };

  it('is told apart event by event: of 100 two are parked, one finds no room and is sent again, 97 are sent once', async () => {
    const lines = Array.from({ length: 100 }, (_, n) =>
      login(n === 7 || n === 50 ? 'root' : `10.0.0.${n}`, `first${n}end`),
    );
    for (const n of [0, 7, 99, REJECTED]) door.watch(`first${n}end`);
    door.refuseOnce(`first${REJECTED}end`);
    await start();
    await send(aBatch(lines, { id: 'told-apart', claim: 'front-1' }));
    expect(await outcomeOf('told-apart')).toMatchObject({ events: 100, stored: 98, duplicate: 0, parked: 2 });
    expect(await storedOf('told-apart')).toBe(98);
    const parked = await database.getRepository(ParkedEventEntity).find({ order: { position: 'ASC' } });
    expect(parked.map(({ position, stage }) => [position, stage])).toEqual([
      [7, 'store'],
      [50, 'store'],
    ]);
    expect(parked[0]?.reason).toContain('user.name');
    expect(Object.fromEntries(door.sent)).toEqual({
      first0end: 1,
      first7end: 1,
      first99end: 1,
      [`first${REJECTED}end`]: 2,
    });
  }, 120_000);

  it('may never arrive: the worker dies, the next one is given the batch, and each event is there once', async () => {
    const lines = Array.from({ length: 20 }, (_, n) => login(`10.0.1.${n}`, `second${n}end`));
    door.watch('second0end');
    door.leaveUnanswered('second19end');
    const first = await start();
    await send(aBatch(lines, { id: 'unanswered', claim: 'front-2' }));
    await eventually(() => door.isSilent, SLOWLY);
    await eventually(async () => (await storedOf('unanswered')) === 20, SLOWLY);
    await end(first, 'SIGKILL');
    await start();
    expect(await outcomeOf('unanswered')).toMatchObject({ events: 20, stored: 0, duplicate: 20, parked: 0 });
    expect(await storedOf('unanswered')).toBe(20);
    expect(door.sent.get('second0end')).toBe(2);
  }, 120_000);
});

function login(user: string, host: string): string {
  const text = `Failed password for ${user} from 8.8.8.8 port 4000 ssh2`;
  return JSON.stringify({ message: `Nov 24 11:00:00 ${host} sshd[7]: ${text}` });
}

/** As an index of somebody else's making can be: names of users that are no addresses cannot be written to it. */
async function makeDayWithAddressesForNames(store: EventStore, url: string, prefix: string): Promise<void> {
  const event = anEvent({ '@timestamp': '2026-11-23T11:00:00.000Z' });
  await store.append([{ id: 'another-day', day: '2026-11-23', event }]);
  const client = new Client({ node: url });
  const [like, index] = [`${prefix}events-2026.11.23`, `${prefix}events-2026.11.24`];
  const { mappings = {} } = (await client.indices.get({ index: like }))[like] ?? {};
  const properties = { ...mappings.properties, 'user.name': { type: 'ip' as const } };
  await client.indices.create({ index, mappings: { ...mappings, properties } });
  await client.close();
}
