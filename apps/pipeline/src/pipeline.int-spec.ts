import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BatchOutcomeEntity, createDataSource, migrate, ParkedEventEntity, RuleCountEntity } from '@tocsin/database';
import { encodeBatch, type Signal } from '@tocsin/event-model';
import { createEventStore, type EventStore } from '@tocsin/event-store';
import {
  createMessageBus,
  EVENTS_QUEUE,
  parkedQueue,
  RULES_CHANGED_FACT,
  SIGNALS_QUEUE,
  type MessageBus,
} from '@tocsin/messaging';
import { bringInRules } from '@tocsin/rules/testing';
import { eventually, testElasticsearch, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { end, startPipelineProcess, type PipelineEngines } from './testing/pipeline-process';
import { aBatch, ROOT_RULE } from './testing/pipeline-under-test';

const BATCHES = 120;
const LINES = 25;
const NEW_RULE_ID = '0e5f0a3c-6f7a-4b52-8c0f-5d1f8f0f7a21';
const NEW_RULE = ROOT_RULE.replace(/^id: .*$/m, `id: ${NEW_RULE_ID}`).replace('user.name: root', 'user.name: flowing');
const EVER = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };

/** Of the lines of a batch one is broken and two are tries of root; the others are sessions. */
function linesOf(batch: number): string[] {
  return Array.from({ length: LINES }, (_, position) => {
    if (position === 3) return `{"message": broken ${batch}`;
    const user = position < 3 && position > 0 ? 'root' : `user${position}`;
    const text = `Failed password for ${user} from 8.8.${batch}.${position} port ${4_000 + position} ssh2`;
    return JSON.stringify({ message: `Nov 24 11:00:${String(batch % 60).padStart(2, '0')} web1 sshd[7]: ${text}` });
  });
}

async function embedded(rulesFolder: string): Promise<PipelineEngines> {
  const url = await testPostgresUrl();
  return { database: url, messaging: { kind: 'postgres', url }, store: { kind: 'postgres', url }, rulesFolder };
}

async function cluster(rulesFolder: string): Promise<PipelineEngines> {
  const { url, prefix } = testElasticsearch();
  return {
    database: await testPostgresUrl(),
    messaging: { kind: 'rabbitmq', url: await testRabbitUrl() },
    store: { kind: 'elasticsearch', url, indexPrefix: prefix },
    rulesFolder,
  };
}

describe.each([
  ['embedded', embedded],
  ['cluster', cluster],
])('the pipeline as a process, %s size', (_, prepare) => {
  let rulesFolder: string;
  let engines: PipelineEngines;
  let bus: MessageBus;
  let store: EventStore;
  let database: DataSource;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
    writeFileSync(join(rulesFolder, 'root.yml'), ROOT_RULE);
    engines = await prepare(rulesFolder);
    bus = createMessageBus({ ...engines.messaging, publishTimeoutMs: 10_000, maxUnconfirmed: 64 });
    store = createEventStore(engines.store);
    database = await createDataSource({ url: engines.database }).initialize();
    await migrate(database);
  });

  afterAll(async () => {
    if (child) await end(child, 'SIGKILL');
    await Promise.all([bus.close(), store.close(), database.destroy()]);
    rmSync(rulesFolder, { recursive: true });
  });

  const storedCount = async (): Promise<number> => {
    await store.refresh();
    const everything = { kind: 'constant', value: true } as const;
    return (await store.search({ expr: everything, range: EVER, sort: 'oldest', size: 1 })).total;
  };

  it('killed and stopped again and again stores every event once, parks every broken line once and makes no second signal', async () => {
    for (let n = 0; n < BATCHES; n += 1) {
      const batch = aBatch(linesOf(n), { id: `batch-${n}` });
      await bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
    }
    await bus.publish(EVENTS_QUEUE, { id: 'poison', headers: {}, body: Buffer.from('no batch') });

    const good = BATCHES * (LINES - 1);
    let before = 0;
    for (const death of ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      child = await startPipelineProcess(engines);
      await eventually(async () => (await storedCount()) > before, { timeoutMs: 60_000, intervalMs: 5 });
      await end(child, death);
      before = await storedCount();
    }
    expect(before).toBeLessThan(good);
    child = await startPipelineProcess(engines);
    // What a worker has under way is not waiting in the queue any more, so an empty queue does not say that all is done.
    await eventually(async () => (await storedCount()) >= good && (await isQueueDone()), { timeoutMs: 90_000 });

    expect(await storedCount()).toBe(good);
    const parked = await database.getRepository(ParkedEventEntity).find();
    expect(parked).toHaveLength(BATCHES);
    expect(parked[0]).toMatchObject({ position: 3, stage: 'parse', reasonCode: 'parse.json', source: 'test' });
    expect(parked.map(({ bytes }) => bytes.toString()).sort()[0]).toBe(linesOf(0)[3]);
    await end(child, 'SIGTERM');
    const outcomes = await database.getRepository(BatchOutcomeEntity).find();
    expect(outcomes).toHaveLength(BATCHES);
    for (const { stored, duplicate, parked: one } of outcomes)
      expect([stored + duplicate, one]).toEqual([LINES - 1, 1]);
    expect(new Set((await signals()).map(({ id }) => id)).size).toBe(BATCHES * 2);
    expect(await bus.depth(parkedQueue(EVENTS_QUEUE))).toBe(1);
  }, 240_000);

  it('takes up a rule that is new while events flow, without being told twice, and counts what it matches', async () => {
    child = await startPipelineProcess(engines);
    let sent = 0;
    const hits = async (): Promise<number> => {
      const text = `Failed password for flowing from 8.8.4.4 port ${(sent += 1)} ssh2`;
      const line = JSON.stringify({ message: `Nov 24 11:00:00 web1 sshd[7]: ${text}` });
      const batch = aBatch([line], { id: `flowing-${sent}` });
      await bus.publish(EVENTS_QUEUE, { id: batch.id, headers: {}, body: encodeBatch(batch) });
      await store.refresh();
      const expr = { kind: 'equals', field: 'tocsin.rules', value: NEW_RULE_ID, cased: true } as const;
      return (await store.search({ expr, range: EVER, sort: 'oldest', size: 1 })).total;
    };
    await eventually(async () => (await hits()) === 0 && (await storedCount()) > BATCHES * (LINES - 1), {
      timeoutMs: 60_000,
    });
    writeFileSync(join(rulesFolder, 'new.yml'), NEW_RULE);
    await bringInRules(engines.database, rulesFolder);
    await bus.announce(RULES_CHANGED_FACT, {});
    // Sooner than a worker would look for itself.
    await eventually(async () => (await hits()) > 0, { timeoutMs: 4_000 });
    const counts = database.getRepository(RuleCountEntity);
    await eventually(async () => (await counts.findOneBy({ ruleId: NEW_RULE_ID }))?.matches ?? 0);
  }, 120_000);

  async function isQueueDone(): Promise<boolean> {
    const parkedRows = await database.getRepository(ParkedEventEntity).count();
    return parkedRows >= BATCHES && (await bus.depth(parkedQueue(EVENTS_QUEUE))) > 0;
  }

  async function signals(): Promise<Signal[]> {
    const received: Signal[] = [];
    const subscription = await bus.consume(SIGNALS_QUEUE, { prefetch: 16 }, ({ body }) => {
      received.push(...(JSON.parse(body.toString()) as Signal[]));
      return Promise.resolve({ kind: 'ack' });
    });
    await eventually(async () => (await bus.depth(SIGNALS_QUEUE)) === 0, { timeoutMs: 30_000 });
    await subscription.close();
    return received;
  }
});
