import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { ApiKeys } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
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
import type { PrivateEngine } from '@tocsin/engines';
import { bringInRules } from '@tocsin/rules/testing';
import { eventually, freshFolder, testEngines, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, pipelineEnvironment, startAppProcess, type AppProcess } from '../testing/pipeline-process';
import { ROOT_RULE } from '../testing/pipeline-under-test';

const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const EVENTS_PER_REQUEST = 20;
/** Between two requests, so that a small machine keeps up. */
const PAUSE_MS = 50;
const LIMITS = { kind: 'rabbitmq', publishTimeoutMs: 10_000, maxUnconfirmed: 64 } as const;
const SLOWLY = { timeoutMs: 120_000, intervalMs: 200 };

/** nginx left out: ingest with a broker of its own, sent to as a shipper does that sends again until it is heard. */
class FrontEnd {
  readonly broker: PrivateEngine = testEngines().rabbitmq({ memoryLimitMb: 512 });
  private readonly spoolFolder = freshFolder('spool');
  /** Of every request that was answered 200. */
  readonly accepted: string[] = [];
  private ingest: AppProcess | undefined;
  private sent = 0;
  private isSending = false;
  private sending = Promise.resolve();

  constructor(
    readonly name: string,
    private readonly database: string,
    private readonly headers: Record<string, string>,
  ) {}

  async start(): Promise<void> {
    await this.broker.start();
    await this.startIngest();
  }

  async startIngest(): Promise<void> {
    const ingest = await startAppProcess('ingest', {
      TOCSIN_DATABASE_URL: this.database,
      TOCSIN_MESSAGING_KIND: 'rabbitmq',
      TOCSIN_MESSAGING_URL: this.broker.url,
      TOCSIN_INGEST_FRONTEND: this.name,
      TOCSIN_INGEST_SPOOL_FOLDER: this.spoolFolder,
    });
    this.ingest = ingest;
    await eventually(async () => (await fetch(`${ingest.url}/readyz`)).ok, SLOWLY);
  }

  /** Both at once, as when the machine goes. */
  async die(): Promise<void> {
    await Promise.all([this.broker.kill(), this.ingest && end(this.ingest.process, 'SIGKILL')]);
  }

  startSending(): void {
    this.isSending = true;
    this.sending = this.send();
  }

  async stopSending(): Promise<void> {
    this.isSending = false;
    await this.sending;
  }

  async remove(): Promise<void> {
    await this.stopSending();
    if (this.ingest) await end(this.ingest.process, 'SIGKILL');
    await this.broker.stop();
  }

  private async send(): Promise<void> {
    while (this.isSending) {
      const from = this.sent;
      this.sent += EVENTS_PER_REQUEST;
      const names = Array.from({ length: EVENTS_PER_REQUEST }, (_, index) => `${this.name}-${from + index}`);
      while (this.isSending && !(await this.post(names))) await pause(PAUSE_MS);
      await pause(PAUSE_MS);
    }
  }

  private async post(names: readonly string[]): Promise<boolean> {
    const text = 'sshd[7]: Failed password for root from 8.8.8.8 port 4000 ssh2';
    const body = names.map((name) => JSON.stringify({ message: `Nov 24 11:00:00 ${name} ${text}` })).join('\n');
    try {
      const headers = { ...this.headers, 'idempotency-key': String(names[0]) };
      const answer = await fetch(`${this.ingest?.url}/events`, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      if (answer.status === 200) this.accepted.push(...names);
      return answer.status === 200;
    } catch {
      // Closed without an answer, or nobody there: the same is sent again.
      return false;
    }
  }
}

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
    const { id, secret } = await new ApiKeys(database, new SystemClock(), new AuditTrail(new SystemClock())).create(
      'web',
    );
    const headers = { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    [one, other] = [new FrontEnd('fe1', databaseUrl, headers), new FrontEnd('fe2', databaseUrl, headers)];
    main = createMessageBus({ ...LIMITS, url: mainUrl });
    await main.listen(EVENTS_BACKLOG_FACT, (fact) => {
      const { broker, depth } = fact as { broker: string; depth: number | null };
      backlogs.set(broker, depth);
    });
    store = createEventStore(storeConfig);
    await Promise.all([one.start(), other.start()]);
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
    await Promise.all([one.remove(), other.remove(), end(pipeline.process, 'SIGKILL')]);
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

    await one.die();
    // What was on its way from the one may still arrive; beyond that only the other can bring more.
    const onTheWay = one.accepted.length;
    const before = other.accepted.length;
    await eventually(async () => (await storedCount()) >= onTheWay + before + 400, { ...SLOWLY, describe: 'more' });
    const state = await readiness();
    expect([state.ready, state.checks.broker.detail]).toEqual([true, expect.stringContaining(brokerOf(one))]);
    expect(state.checks.broker.detail).not.toContain(new URL(one.broker.url).password);
    await eventually(() => backlogs.get(brokerOf(one)) === null && backlogs.get(brokerOf(other)) !== null, SLOWLY);

    await one.broker.start();
    await one.startIngest();
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
