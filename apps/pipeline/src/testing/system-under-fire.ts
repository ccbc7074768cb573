import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource, migrate } from '@tocsin/database';
import type { PrivateEngine } from '@tocsin/engines';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import { LedgerBook, Reconciliation, type BookSum, type UnexplainedBatch } from '@tocsin/ledger';
import { createMessageBus, EVENTS_QUEUE, type MessageBus } from '@tocsin/messaging';
import { eventually, testEngines, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { FrontEnd, keyFor } from './front-end';
import { end, startPipeline, type AppProcess, type RunOptions } from './pipeline-process';

const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const EVERYTHING = { kind: 'constant', value: true } as const;
const LONG_AGO = new Date('2026-01-01T00:00:00.000Z');
const FAR_AHEAD = new Date('2028-01-01T00:00:00.000Z');
const SLOWLY = { timeoutMs: 120_000, intervalMs: 200 };
/** That of the product. */
const LIMIT_MS = 120_000;

/** Front ends and workers as processes, with a database and a broker that can be taken away; the store lives elsewhere. */
export class SystemUnderFire {
  readonly databaseEngine: PrivateEngine = testEngines().postgres();
  readonly broker: PrivateEngine = testEngines().rabbitmq({ memoryLimitMb: 512 });
  /** Of all times the ledger was asked. */
  readonly unexplained: UnexplainedBatch[] = [];
  bus!: MessageBus;
  database!: DataSource;
  private store!: EventStore;
  private storeUrl!: string;
  private headers!: Record<string, string>;
  private readonly rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  private readonly workers: AppProcess[] = [];
  private readonly frontEnds: FrontEnd[] = [];

  async start(): Promise<void> {
    await Promise.all([this.databaseEngine.start(), this.broker.start()]);
    this.storeUrl = await testPostgresUrl();
    this.store = createEventStore({ kind: 'postgres', url: this.storeUrl });
    this.bus = createMessageBus({
      kind: 'rabbitmq',
      url: this.broker.url,
      publishTimeoutMs: 10_000,
      maxUnconfirmed: 64,
    });
    this.database = await createDataSource({ url: this.databaseEngine.url }).initialize();
    await migrate(this.database);
    this.headers = await keyFor(this.database, 'web');
  }

  async startWorker(options?: RunOptions): Promise<AppProcess> {
    const worker = await startPipeline(
      {
        database: this.databaseEngine.url,
        messaging: { kind: 'rabbitmq', url: this.broker.url },
        store: { kind: 'postgres', url: this.storeUrl },
        rulesFolder: this.rulesFolder,
      },
      options,
    );
    this.workers.push(worker);
    return worker;
  }

  async startFrontEnd(name: string, options?: RunOptions): Promise<FrontEnd> {
    const engines = { database: this.databaseEngine.url, broker: this.broker, headers: this.headers };
    const frontEnd = new FrontEnd(name, engines, options);
    this.frontEnds.push(frontEnd);
    await frontEnd.start();
    return frontEnd;
  }

  /** Ends front ends and workers. */
  async clear(): Promise<void> {
    await Promise.all(this.frontEnds.splice(0).map((frontEnd) => frontEnd.remove()));
    await Promise.all(this.workers.splice(0).map((worker) => end(worker.process, 'SIGKILL')));
  }

  async remove(): Promise<void> {
    await this.clear();
    await Promise.all([this.bus.close(), this.store.close(), this.database.destroy()]);
    await Promise.all([this.databaseEngine.stop(), this.broker.stop()]);
    rmSync(this.rulesFolder, { recursive: true });
  }

  async storedCount(): Promise<number> {
    return (await this.store.search({ expr: EVERYTHING, range: EVER, sort: 'oldest', size: 1 })).total;
  }

  /** The ledger by minute of acceptance, brought up to date. */
  async ledger(): Promise<readonly BookSum[]> {
    const isQueueEmpty = (await this.bus.depth(EVENTS_QUEUE)) === 0;
    await new Reconciliation(this.database).run({ limitMs: LIMIT_MS, isQueueEmpty }, (_, found) => {
      this.unexplained.push(...found);
      return Promise.resolve();
    });
    return new LedgerBook(this.database).byTime({ grain: 'minute', from: LONG_AGO, to: FAR_AHEAD });
  }

  /** Waits until all that was accepted is stored, once, and the ledger says so of every minute. */
  async isWhole(accepted: readonly string[]): Promise<void> {
    await eventually(async () => (await this.storedCount()) >= accepted.length, {
      ...SLOWLY,
      describe: 'all is stored',
    });
    const hosts: string[] = [];
    for await (const { event } of this.store.scan(EVERYTHING, EVER)) hosts.push(event['host.name'] as string);
    expect(hosts.toSorted()).toEqual([...accepted].toSorted());
    // Front ends say every second what they accepted.
    const minutes = await eventually(
      async () => {
        const found = await this.ledger();
        const isSettled = found.every(({ inFlight, unexplained }) => inFlight === 0 && unexplained === 0);
        return isSettled && sumOf(found, 'accepted') >= accepted.length && found;
      },
      { ...SLOWLY, describe: 'all is in the ledger, and nothing in flight' },
    );
    expect(sumOf(minutes, 'accepted')).toBe(accepted.length);
    for (const { accepted: all, stored, duplicate } of minutes) expect(stored + duplicate).toBe(all);
  }
}

function sumOf(minutes: readonly BookSum[], name: keyof BookSum): number {
  return minutes.reduce((total, minute) => total + minute[name], 0);
}
