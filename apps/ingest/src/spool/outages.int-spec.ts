import { Logger } from '@nestjs/common';
import { createMessageBus, EVENTS_QUEUE, QUEUES, type MessageBus } from '@tocsin/messaging';
import { eventually, freshFolder, testEngines, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';

import { ask } from '../testing/ask';
import { Cable } from '../testing/cable';
import { openDoorOn } from '../testing/front-door';
import { numbered, numbers, QueueReader } from '../testing/queue-reader';

/**
 * With how many places an event may come too late or too early. PostgreSQL takes the 32 batches that are under way at
 * once in any order, and one that takes long is overtaken by those that follow them.
 */
const ENGINES = [
  ['rabbitmq', testRabbitUrl, 0],
  ['postgres', testPostgresUrl, 4 * 32 * 5],
] as const;
const LIMITS = { publishTimeoutMs: 5_000, maxUnconfirmed: 64 };
const LONG = { timeoutMs: 60_000 };
const MIB = 1024 ** 2;

beforeAll(() => {
  Logger.overrideLogger(false);
});

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

type Kind = (typeof ENGINES)[number][0];

/** A bus, closed with the test. @param maxBytes of the queue of events. */
function busAt(kind: Kind, url: string, maxBytes = 64 * MIB): MessageBus {
  const queues = QUEUES.map((queue) => (queue.name === EVENTS_QUEUE ? { ...queue, maxBytes } : queue));
  const bus = createMessageBus({ kind, url, ...LIMITS }, queues);
  opened.push(() => bus.close());
  return bus;
}

async function openDoor(bus: MessageBus, spoolBytes = 256 * MIB) {
  const door = await openDoorOn(bus, { spoolFolder: freshFolder('spool'), spoolBytes, patienceMs: 4_500 });
  opened.push(() => door.app.close());
  return door;
}

type Door = Awaited<ReturnType<typeof openDoor>>;

async function readiness(door: Door) {
  const answer = await fetch(`${door.url}/readyz`);
  const { checks } = (await answer.json()) as { checks: Record<string, { ok: boolean; detail: string }> };
  return { status: answer.status, broker: checks['broker']?.detail, spool: checks['spool']?.detail };
}

async function figure(door: Door, name: string): Promise<number> {
  const text = await (await fetch(`${door.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

const isDrained = async (door: Door) => (await figure(door, 'tocsin_ingest_spool_batches')) === 0;

/** One request after the other, five events each. @returns the statuses that were not 200. */
async function sendAll(door: Door, from: number, to: number, meanwhile: (sent: number) => void = () => undefined) {
  const others: number[] = [];
  for (let first = from; first < to; first += 5) {
    const { status } = await ask(door, '/events', { body: numbered(first, 5) });
    if (status !== 200) others.push(status);
    meanwhile(first);
  }
  return others;
}

describe.each(ENGINES)('A front door with a spool, on %s', (kind, freshEngine, disorder) => {
  it('takes every event through an outage, and queues all in the order they came', async () => {
    const engineUrl = await freshEngine();
    const cable = await Cable.to(engineUrl);
    opened.push(() => cable.remove());
    const door = await openDoor(busAt(kind, cable.url));
    const reader = new QueueReader();
    await reader.read(busAt(kind, engineUrl));
    await eventually(async () => (await readiness(door)).broker === '');
    const refused = await sendAll(door, 0, 1_500, (sent) => {
      if (sent === 300) cable.cut();
      if (sent === 1_000) cable.mend();
    });
    expect(refused).toEqual([]);
    await eventually(() => isDrained(door), LONG);
    expect(await sendAll(door, 1_500, 1_600)).toEqual([]);
    await eventually(() => reader.order.length === 1_600, LONG);
    expect(Math.max(...reader.order.map((n, place) => Math.abs(n - place)))).toBeLessThanOrEqual(disorder);
    expect([...reader.idsOf.values()].filter(({ size }) => size !== 1)).toEqual([]);
    expect(await figure(door, 'tocsin_ingest_events_total')).toBe(1_600);
    expect(await figure(door, 'tocsin_ingest_spool_bytes')).toBe(0);
  }, 120_000);

  it('takes every event while the queue is full, then answers late, then refuses; all it took comes out', async () => {
    const engineUrl = await freshEngine();
    const bus = busAt(kind, engineUrl, 200_000);
    const door = await openDoor(bus, 1_000_000);
    const body = (nr: number) => numbered(nr * 20, 20, 'x'.repeat(950));
    const taken: number[] = [];
    let refusal: { status: number; tookMs: number } | undefined;
    for (let nr = 0; refusal === undefined; nr += 1) {
      const started = performance.now();
      const { status } = await ask(door, '/events', { body: body(nr) });
      if (status === 200) taken.push(...numbers(nr * 20, nr * 20 + 20));
      else refusal = { status, tookMs: performance.now() - started };
    }
    expect(refusal.status).toBe(503);
    expect(refusal.tookMs).toBeGreaterThan(4_400);
    expect(taken.length * 970).toBeGreaterThan(1_000_000);
    expect(await readiness(door)).toMatchObject({
      status: 503,
      spool: expect.stringMatching(/wait in the spool/) as string,
    });
    const reader = new QueueReader();
    const late = ask(door, '/events', { body: numbered(1_000_000, 2) });
    await reader.read(busAt(kind, engineUrl, 200_000));
    expect((await late).status).toBe(200);
    await eventually(() => isDrained(door), LONG);
    await eventually(() => reader.idsOf.size === taken.length + 2, LONG);
    expect([...reader.idsOf.keys()].toSorted((a, b) => a - b)).toEqual([...taken, 1_000_000, 1_000_001]);
    expect((await ask(door, '/events', { body: numbered(2_000_000, 1) })).status).toBe(200);
  }, 120_000);
});

describe('A front door with a spool, on a RabbitMQ of its own', () => {
  it('takes every event while the broker is killed and started again', async () => {
    const engine = testEngines().rabbitmq();
    await engine.start();
    opened.push(() => engine.stop());
    const door = await openDoor(busAt('rabbitmq', engine.url));
    expect(await sendAll(door, 0, 100)).toEqual([]);
    await engine.kill();
    const starting = sendAll(door, 100, 400).then(async (refused) => {
      await engine.start();
      return refused;
    });
    expect(await starting).toEqual([]);
    expect(await readiness(door)).toMatchObject({ status: 200 });
    expect(await sendAll(door, 400, 600)).toEqual([]);
    const reader = new QueueReader();
    await reader.read(busAt('rabbitmq', engine.url));
    await eventually(() => reader.order.length === 600, LONG);
    expect(reader.order).toEqual(numbers(0, 600));
  }, 180_000);

  it('is open while a memory alarm blocks the broker, and says what is wrong', async () => {
    const blocked = testEngines().rabbitmq({ memoryLimitMb: 1 });
    await blocked.start();
    opened.push(() => blocked.stop());
    const door = await openDoor(busAt('rabbitmq', blocked.url));
    expect(await sendAll(door, 0, 100)).toEqual([]);
    const state = await eventually(async () => {
      const found = await readiness(door);
      return found.broker?.includes('blocks publishers') === true && found;
    });
    expect(state).toMatchObject({
      status: 200,
      spool: expect.stringMatching(/^20 batches with 100 events wait/) as string,
    });
    expect(await figure(door, 'tocsin_ingest_events_total')).toBe(100);
  }, 120_000);
});
