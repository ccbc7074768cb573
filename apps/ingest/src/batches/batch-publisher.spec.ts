import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import type { EventBatch } from '@tocsin/event-model';
import { BusUnavailable, EVENTS_QUEUE, QueueFull } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually, FakeClock } from '@tocsin/testing';

import { ingestOptionsSchema } from '../ingest.config';
import { IngestMetrics } from '../ingest.metrics';
import { Patience } from '../limits/patience';
import type { DiskSpool } from '../spool/disk-spool';
import { Replayer } from '../spool/replayer';
import { SpoolFolder } from '../testing/spool-folder';
import { AcceptedBatches } from './accepted-batches';
import { BatchPublisher } from './batch-publisher';

const RECEIVED = new Date().toISOString();
let folder: SpoolFolder;
let bus: InMemoryMessageBus;
let spool: DiskSpool;
let publisher: BatchPublisher;
let replayer: Replayer;

async function build(maxBytes?: number, patienceMs = 4_500): Promise<void> {
  spool = await folder.open(maxBytes === undefined ? {} : { maxBytes });
  publisher = new BatchPublisher(bus, spool, new IngestMetrics(folder.metrics), { patienceMs });
  replayer = new Replayer(bus, spool, new AcceptedBatches(ingestOptionsSchema.parse({}), new FakeClock()));
  replayer.onApplicationBootstrap();
}

beforeEach(() => {
  Logger.overrideLogger(false);
  folder = new SpoolFolder();
  bus = new InMemoryMessageBus();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await replayer.beforeApplicationShutdown();
  await folder.remove();
});

function aBatch(id: string, bytes = 10, source = 'web'): EventBatch {
  const lines = Buffer.concat([Buffer.alloc(bytes, 'x'), Buffer.from('\n')]);
  return { id, source, dialect: 'json', receivedAt: RECEIVED, frontend: 'fe1', ids: [`${id}-0`], lines };
}

const published = () => bus.published(EVENTS_QUEUE).map(({ id }) => id);
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, nr) => `b-${from + nr}`);
const publishAll = async (ids: readonly string[], bytes?: number) => {
  for (const id of ids) await publisher.publish(aBatch(id, bytes));
};

async function timed(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work;
  return performance.now() - started;
}

describe(BatchPublisher.name, () => {
  it('hands batches to the broker and writes nothing while it takes them', async () => {
    await build();
    await publishAll(names(0, 5));
    expect(published()).toEqual(names(0, 5));
    expect(folder.segments()).toEqual([]);
  });

  it('spools while the broker is away, and queues everything in order when it is back', async () => {
    await build();
    await publishAll(names(0, 3));
    bus.broker.stop();
    await publishAll(names(3, 60));
    bus.broker.start();
    // Comes while the spool is being emptied, and must not overtake it.
    await publishAll(names(60, 80));
    await eventually(() => spool.isEmpty);
    await publishAll(names(80, 82));
    const first = [...new Set(published())];
    expect(first).toEqual(names(0, 82));
    await eventually(() => folder.segments().length === 0);
  });

  it('waits for a broker that says nothing only once, and not for as long as its sender would', async () => {
    await build(undefined, 60_000);
    const publish = jest.spyOn(bus, 'publish').mockReturnValue(new Promise(() => undefined));
    await publisher.publish(aBatch('first'));
    await publishAll(names(0, 20));
    // The first batch, and once more out of the spool.
    expect(publish.mock.calls.length).toBeLessThanOrEqual(2);
    expect(spool.usage.batches).toBe(21);
  });

  it('counts each event once, whichever way it became durable', async () => {
    await build();
    await publishAll(names(0, 2));
    bus.broker.stop();
    await publishAll(names(2, 5));
    bus.broker.start();
    await eventually(() => spool.isEmpty);
    expect(await folder.figure('tocsin_ingest_events_total')).toBe(5);
    expect(await folder.figure('tocsin_ingest_spool_appended_total')).toBe(3);
    expect(await folder.figure('tocsin_ingest_spool_replayed_total')).toBe(3);
    expect(await folder.figure('tocsin_ingest_spool_batches')).toBe(0);
  });

  it('waits for a full queue without pestering it', async () => {
    await build();
    bus.broker.stop();
    await publishAll(names(0, 100));
    const original = bus.publish.bind(bus);
    let room = 50;
    let refused = 0;
    jest.spyOn(bus, 'publish').mockImplementation(async (queue, message) => {
      if (room-- > 0) return original(queue, message);
      refused += 1;
      await sleep(5);
      throw new QueueFull('full');
    });
    bus.broker.start();
    // What was under way when the queue became full.
    await eventually(() => replayer.problem === 'full');
    const before = refused;
    const started = performance.now();
    await eventually(() => refused >= before + 3);
    expect(refused - before).toBeLessThan(3 + (performance.now() - started) / 200);
    expect(replayer.problem).toBe('full');
    room = 1_000;
    await eventually(() => spool.isEmpty);
    expect(published()).toEqual(names(0, 100));
    expect(replayer.problem).toBeUndefined();
  });

  it('keeps the order when the broker goes away in the middle of emptying the spool', async () => {
    await build();
    bus.broker.stop();
    await publishAll(names(0, 100));
    const original = bus.publish.bind(bus);
    let takes = 40;
    jest.spyOn(bus, 'publish').mockImplementation(async (queue, message) => {
      if (takes-- === 0) setTimeout(() => (takes = 1_000), 300);
      if (takes < 0) throw new BusUnavailable('gone');
      await original(queue, message);
    });
    bus.broker.start();
    await eventually(() => spool.isEmpty);
    expect([...new Set(published())]).toEqual(names(0, 100));
    expect(published().length).toBeLessThan(140);
  });

  it('answers late when the spool is full, and then takes the batch', async () => {
    await build(64_000);
    bus.broker.stop();
    await publishAll(names(0, 15), 4_000);
    const late = publisher.publish(aBatch('late', 4_000));
    const started = performance.now();
    setTimeout(() => bus.broker.start(), 300);
    await late;
    expect(performance.now() - started).toBeGreaterThan(290);
    await eventually(() => published().includes('late'));
  });

  it('refuses within its patience when the spool stays full, and does not keep the batch', async () => {
    await build(64_000, 400);
    bus.broker.stop();
    await publishAll(names(0, 15), 4_000);
    const refused = publisher.publish(aBatch('refused', 4_000));
    const tookMs = timed(refused.catch(() => undefined));
    await expect(refused).rejects.toMatchObject({ status: 503, code: 'spool.unavailable', retryAfterMs: 5_000 });
    expect(await tookMs).toBeGreaterThan(390);
    bus.broker.start();
    await eventually(() => spool.isEmpty);
    expect(published()).not.toContain('refused');
  });

  it('opens for no other request while the spool is full, and spends the patience of those that wait', async () => {
    await build(64_000, 400);
    bus.broker.stop();
    await publishAll(names(0, 15), 4_000);
    await expect(publisher.whenOpen(new Patience(200))).rejects.toMatchObject({ code: 'spool.unavailable' });
    const patience = new Patience(10_000);
    const open = publisher.whenOpen(patience);
    bus.broker.start();
    await open;
    expect(patience.leftMs).toBeLessThan(10_000);
  });

  it('refuses at once what no broker would ever take', async () => {
    await build();
    bus.broker.stop();
    await expect(publisher.publish(aBatch('x'.repeat(300)))).rejects.toMatchObject({ code: 'unexpected' });
    expect(spool.isEmpty).toBe(true);
  });

  it('does not let one greedy source starve another: it waits for one round of the sources, not for all of a queue', async () => {
    await build();
    const begun: string[] = [];
    jest.spyOn(bus, 'publish').mockImplementation(async (_, { headers }) => {
      begun.push(headers['source'] ?? '');
      await sleep(10);
    });
    let isOver = false;
    const greedy = Promise.all(
      Array.from({ length: 64 * 4 }, async () => {
        while (!isOver) await publisher.publish(aBatch('big', 100_000, 'greedy'));
      }),
    );
    await eventually(() => begun.length > 100);
    const overtakenBy: number[] = [];
    for (let time = 0; time < 20; time += 1) {
      const before = begun.length;
      await publisher.publish(aBatch('small', 10, 'small'));
      overtakenBy.push(begun.indexOf('small', before) - before);
    }
    isOver = true;
    await greedy;
    expect(begun.length).toBeGreaterThan(200);
    expect(Math.max(...overtakenBy)).toBeLessThanOrEqual(1);
  });
});
