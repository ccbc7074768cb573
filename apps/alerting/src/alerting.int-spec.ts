import type { NestExpressApplication } from '@nestjs/platform-express';
import { AlertEntity, DatabaseModule } from '@tocsin/database';
import type { Signal } from '@tocsin/event-model';
import { createEventStore, EventStoreModule, type EventStore } from '@tocsin/event-store';
import { createMessageBus, MessagingModule, parkedQueue, SIGNALS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { createService, Metrics, ReadinessChecks } from '@tocsin/observability';
import { bringInRules } from '@tocsin/rules/testing';
import { shippedRulesFolder } from '@tocsin/sigma';
import { anEvent, eventually, testElasticsearch, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import { Client } from 'pg';
import { DataSource } from 'typeorm';

import { alertingOptionsSchema } from './alerting.config';
import { AlertingModule } from './alerting.module';
import { aSignal } from './grouping/testing/a-signal';

const bounds = { publishTimeoutMs: 5_000, maxUnconfirmed: 64 };

interface Engines {
  readonly messaging: Parameters<typeof createMessageBus>[0];
  readonly store: Parameters<typeof EventStoreModule.forRoot>[0];
}

async function embedded(): Promise<Engines> {
  const url = await testPostgresUrl();
  const store = { kind: 'postgres', url, indexPrefix: 'unused-', timeoutMs: 30_000 } as const;
  return { messaging: { kind: 'postgres', url, ...bounds }, store };
}

async function cluster(): Promise<Engines> {
  const { url, prefix } = testElasticsearch();
  const store = { kind: 'elasticsearch', url, indexPrefix: prefix, timeoutMs: 30_000 } as const;
  return { messaging: { kind: 'rabbitmq', url: await testRabbitUrl(), ...bounds }, store };
}

function alerting({ messaging, store }: Engines, databaseUrl: string): Promise<NestExpressApplication> {
  return createService({
    name: 'alerting',
    imports: [
      DatabaseModule.forRoot({ url: databaseUrl }),
      MessagingModule.forRoot(messaging),
      EventStoreModule.forRoot(store),
      AlertingModule.register(alertingOptionsSchema.parse({ scheduleSeconds: 1 })),
    ],
  });
}

/** Takes the database away and gives it back, as an operator would. */
async function rename(url: string, suffix: { readonly from: string; readonly to: string }): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`ALTER DATABASE "${name}${suffix.from}" RENAME TO "${name}${suffix.to}"`);
  await client.end();
}

describe.each([
  ['embedded', embedded],
  ['cluster', cluster],
] as const)('alerting in the %s size', (_, start) => {
  let workers: NestExpressApplication[] = [];
  let bus: MessageBus;
  let store: EventStore;
  let databaseUrl: string;

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    const engines = await start();
    bus = createMessageBus(engines.messaging);
    store = createEventStore(engines.store);
    databaseUrl = await testPostgresUrl();
    await rename(databaseUrl, { from: '', to: '_away' });
    workers = await Promise.all([alerting(engines, databaseUrl), alerting(engines, databaseUrl)]);
    await Promise.all(workers.map((worker) => worker.init()));
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all([bus.close(), store.close()]);
  });

  let messages = 0;
  const publish = (body: unknown): Promise<void> =>
    bus.publish(SIGNALS_QUEUE, { id: `m${messages++}`, headers: {}, body: Buffer.from(JSON.stringify(body)) });
  const alertsOf = (groupKey: string): Promise<AlertEntity[]> =>
    workers[0]!.get(DataSource).getRepository(AlertEntity).findBy({ groupKey });

  /** Signals of messages that are done with. */
  const grouped = async (): Promise<number> => {
    const ofWorker = async (worker: (typeof workers)[number]) =>
      (await worker.get(Metrics).registry.getSingleMetric('tocsin_signals_total')?.get())?.values ?? [];
    const values = (await Promise.all(workers.map(ofWorker))).flat();
    return values.reduce((sum, { labels, value }) => sum + (labels['outcome'] === 'grouped' ? value : 0), 0);
  };

  it('starts without its database, says so, and raises what waits in the queue when it is there', async () => {
    await publish([aSignal('waited', { groupKey: 'waiting' })]);
    const { ready, checks } = await workers[0]!.get(ReadinessChecks).ask();
    expect([ready, checks['database']?.ok]).toEqual([false, false]);
    await rename(databaseUrl, { from: '_away', to: '' });
    await bringInRules(databaseUrl, shippedRulesFolder());
    await eventually(async () => (await alertsOf('waiting')).length === 1, { timeoutMs: 40_000 });
    await eventually(async () => (await workers[0]!.get(ReadinessChecks).ask()).ready);
  });

  it('counts every signal once, though messages come twice and go to two workers', async () => {
    const signals = Array.from({ length: 200 }, (_, index): Signal =>
      aSignal(`s${index}`, { groupKey: `g${index % 4}` }),
    );
    const shares = Array.from({ length: 10 }, (_, index) => signals.slice(index * 20, index * 20 + 20));
    const before = await grouped();
    await Promise.all([...shares, ...shares.toReversed()].map(publish));
    await eventually(async () => (await grouped()) - before === 2 * signals.length);
    const alerts = await Promise.all([0, 1, 2, 3].map((group) => alertsOf(`g${group}`)));
    expect(alerts.map((found) => found.map(({ signalCount }) => signalCount))).toEqual([[50], [50], [50], [50]]);
  });

  it('parks a message that is none of its own and takes the next', async () => {
    await publish({ not: 'signals' });
    await publish([aSignal('next', { groupKey: 'after poison' })]);
    await eventually(async () => (await alertsOf('after poison')).length === 1);
    await eventually(async () => (await bus.depth(parkedQueue(SIGNALS_QUEUE))) === 1);
  });

  it('tells of password guessing once it is stored, by the rules that come with the product', async () => {
    const now = Date.now();
    const items = Array.from({ length: 12 }, (_, index) => {
      const at = new Date(now - index * 1_000).toISOString();
      const event = anEvent({
        '@timestamp': at,
        'event.ingested': at,
        'event.action': 'ssh_failed',
        'event.outcome': 'failure',
        message: 'Failed password for root from 192.0.2.17 port 4022 ssh2',
        'user.name': 'root',
      });
      return { id: `guess-${index}`, day: at.slice(0, 10), event };
    });
    await store.append(items);
    const [alert] = await eventually(async () => {
      const found = await alertsOf('["192.0.2.17"]');
      return found.length === 1 && found;
    });
    expect(alert).toMatchObject({
      title: 'SSH password guessing',
      severity: 'high',
      eventCount: 12,
      detector: 'scheduled',
    });
  });
});
