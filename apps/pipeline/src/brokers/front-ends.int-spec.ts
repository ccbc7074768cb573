import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, migrate } from '@tocsin/database';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import {
  createMessageBus,
  EVENTS_BACKLOG_FACT,
  EVENTS_QUEUE,
  parkedQueue,
  SIGNALS_QUEUE,
  type MessageBus,
} from '@tocsin/messaging';
import { bringInRules } from '@tocsin/rules/testing';
import { eventually, testEngines, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { FrontEnd, keyFor } from '../testing/front-end';
import { end, pipelineEnvironment, startAppProcess, type AppProcess } from '../testing/pipeline-process';
import { ROOT_RULE } from '../testing/pipeline-under-test';

const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const LIMITS = { kind: 'rabbitmq', publishTimeoutMs: 10_000, maxUnconfirmed: 64 } as const;
const SLOWLY = { timeoutMs: 120_000, intervalMs: 200 };

describe('several front ends, each with a broker of its own', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  let main: MessageBus;
  let store: EventStore;
  let database: DataSource;
  let one: FrontEnd;
  let other: FrontEnd;
  let pipeline: AppProcess;
  /** What the pipeline tells of the brokers of front ends. */
  const backlogs = new Map<string, number | null>();

  beforeAll(async () => {
    writeFileSync(join(rulesFolder, 'root.yml'), ROOT_RULE);
    const [databaseUrl, mainUrl] = [await testPostgresUrl(), await testRabbitUrl()];
    const storeConfig = { kind: 'postgres', url: databaseUrl } as const;
    database = await createDataSource({ url: databaseUrl }).initialize();
    await migrate(database);
    const headers = await keyFor(database, 'web');
    const withBroker = (name: string) =>
      new FrontEnd(name, { database: databaseUrl, broker: testEngines().rabbitmq({ memoryLimitMb: 512 }), headers });
    [one, other] = [withBroker('fe1'), withBroker('fe2')];
    main = createMessageBus({ ...LIMITS, url: mainUrl });
    await main.listen(EVENTS_BACKLOG_FACT, (fact) => {
      const { broker, depth } = fact as { broker: string; depth: number | null };
      backlogs.set(broker, depth);
    });
    store = createEventStore(storeConfig);
    await Promise.all([one, other].map(start));
    const environment = pipelineEnvironment({
      database: databaseUrl,
      messaging: { kind: 'rabbitmq', url: mainUrl },
      store: storeConfig,
      rulesFolder,
      brokers: [one.broker.url, other.broker.url],
    });
    await bringInRules(environment['TOCSIN_DATABASE_URL']!, rulesFolder);
    pipeline = await startAppProcess('pipeline', environment);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([remove(one), remove(other), end(pipeline.process, 'SIGKILL')]);
    await Promise.all([main.close(), store.close(), database.destroy()]);
    rmSync(rulesFolder, { recursive: true });
  }, 60_000);

  const everything = { kind: 'constant', value: true } as const;
  const storedCount = async (): Promise<number> => {
    await store.refresh();
    return (await store.search({ expr: everything, range: EVER, sort: 'oldest', size: 1 })).total;
  };
  const storedHosts = async (): Promise<string[]> => {
    const hosts: string[] = [];
    for await (const { event } of store.scan(everything, EVER)) hosts.push(event['host.name'] as string);
    return hosts;
  };
  const readiness = async () =>
    (await (await fetch(`${pipeline.url}/readyz`)).json()) as {
      ready: boolean;
      checks: { broker: { detail: string } };
    };
  const brokerOf = (front: FrontEnd) => new URL(front.broker.url).host;

  it('lose nothing that was accepted, and store nothing twice, when one of them is killed and comes back', async () => {
    for (const front of [one, other]) front.startSending();
    await eventually(() => one.accepted.length >= 200 && other.accepted.length >= 200, SLOWLY);
    await eventually(async () => (await storedCount()) >= 400, SLOWLY);

    // Both at once, as when the machine goes.
    await Promise.all([one.broker.kill(), one.kill()]);
    // What was on its way from the one may still arrive; beyond that only the other can bring more.
    const onTheWay = one.accepted.length;
    const before = other.accepted.length;
    await eventually(async () => (await storedCount()) >= onTheWay + before + 400, { ...SLOWLY, describe: 'more' });
    const state = await readiness();
    expect([state.ready, state.checks.broker.detail]).toEqual([true, expect.stringContaining(brokerOf(one))]);
    expect(state.checks.broker.detail).not.toContain(new URL(one.broker.url).password);
    await eventually(() => backlogs.get(brokerOf(one)) === null && backlogs.get(brokerOf(other)) !== null, SLOWLY);

    await one.broker.start();
    await one.start();
    const atReturn = one.accepted.length;
    await eventually(() => one.accepted.length >= atReturn + 200, SLOWLY);
    await Promise.all([one.stopSending(), other.stopSending()]);

    const accepted = [...one.accepted, ...other.accepted];
    await eventually(async () => (await storedCount()) >= accepted.length, {
      ...SLOWLY,
      describe: 'all that was accepted',
    });
    const hosts = await storedHosts();
    const stored = new Set(hosts);
    expect(accepted.filter((name) => !stored.has(name))).toEqual([]);
    expect(hosts).toHaveLength(stored.size);
    await eventually(async () => (await readiness()).checks.broker.detail === '', SLOWLY);
    // What comes of the events goes to the main bus, whichever broker they came from.
    await eventually(async () => (await main.depth(SIGNALS_QUEUE)) > 0);
  }, 300_000);

  it('keep a batch nobody can read parked where it came from', async () => {
    const front = createMessageBus({ ...LIMITS, url: other.broker.url });
    await front.publish(EVENTS_QUEUE, { id: 'poison', headers: {}, body: Buffer.from('no batch') });
    await eventually(async () => (await front.depth(parkedQueue(EVENTS_QUEUE))) === 1);
    expect(await main.depth(parkedQueue(EVENTS_QUEUE))).toBe(0);
    await front.close();
  });
});

async function start(front: FrontEnd): Promise<void> {
  await front.broker.start();
  await front.start();
}

async function remove(front: FrontEnd): Promise<void> {
  await front.remove();
  await front.broker.stop();
}
