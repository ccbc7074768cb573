import { request, type Server } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';

import { EVENTS_QUEUE } from '@tocsin/messaging';
import { InMemoryBroker, InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually } from '@tocsin/testing';

import { ask, json } from '../testing/ask';
import { KEY, openFrontDoor, type FrontDoor } from '../testing/front-door';
import { Reception } from './reception';

const MIB = 1024 ** 2;
const two = (name: string) => `{"${name}":1}\n{"${name}":2}\n`;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `{"n":${n}}\n`).join('');

/** For tests that hold back what the broker says. */
const PATIENT = { patienceMs: 60_000 };

let door: FrontDoor;
const open = async (...parts: Parameters<typeof openFrontDoor>) => (door = await openFrontDoor(...parts));
afterEach(() => door.app.close());

/** Publishing waits until the returned function is called. */
function holdConfirms(bus: InMemoryMessageBus): () => void {
  const original = bus.publish.bind(bus);
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  jest.spyOn(bus, 'publish').mockImplementation(async (queue, message) => {
    await gate;
    await original(queue, message);
  });
  return go;
}

function connections(): Promise<number> {
  const server: Server = door.app.getHttpServer();
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${door.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
}

describe(Reception.name, () => {
  it('answers only when every batch is confirmed', async () => {
    await open(PATIENT);
    const confirm = holdConfirms(door.bus);
    let isAnswered = false;
    const reply = ask(door, '/events', { body: numbered(2_000) }).finally(() => (isAnswered = true));
    await eventually(() => jest.mocked(door.bus.publish).mock.calls.length === 2);
    expect(isAnswered).toBe(false);
    confirm();
    expect(json(await reply)).toMatchObject({ accepted: 2_000 });
    expect(door.batches()).toHaveLength(2);
  });

  it('refuses with 503 while the broker is away, and takes the same again afterwards', async () => {
    await open();
    door.bus.broker.stop();
    const refused = await ask(door, '/events', { body: two('a') });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect((await fetch(`${door.url}/readyz`)).status).toBe(503);
    door.bus.broker.start();
    expect((await ask(door, '/events', { body: two('a') })).status).toBe(200);
    expect((await fetch(`${door.url}/readyz`)).status).toBe(200);
  });

  it('refuses with 429 when the queue is full', async () => {
    const broker = new InMemoryBroker([{ name: EVENTS_QUEUE, maxBytes: 10, maxAttempts: 1, retryAfterMs: 1 }]);
    await open({}, { bus: new InMemoryMessageBus(broker) });
    const refused = await ask(door, '/events', { body: two('a') });
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
    expect(json(refused)).toMatchObject({ code: 'broker.full' });
  });

  it('refuses the whole request when one of its batches failed, and knows the others when it comes again', async () => {
    await open();
    const original = door.bus.publish.bind(door.bus);
    const publish = jest.spyOn(door.bus, 'publish');
    publish.mockImplementationOnce(original).mockRejectedValueOnce(new Error('lost'));
    const body = numbered(2_500);
    expect((await ask(door, '/events', { body })).status).toBe(503);
    expect((await ask(door, '/events', { body })).status).toBe(200);
    const ids = door.batches().flatMap((batch) => batch.ids);
    expect(ids.length).toBeGreaterThan(2_500);
    expect(new Set(ids).size).toBe(2_500);
  });

  it('turns its own faults into 503, so that the client comes again', async () => {
    await open();
    jest.spyOn(door.bus, 'publish').mockImplementation(() => {
      throw new TypeError('a bug');
    });
    expect((await ask(door, '/events', { body: two('a') })).status).toBe(503);
  });

  it('stops reading a long body while the broker has not confirmed what came before', async () => {
    await open(PATIENT);
    const confirm = holdConfirms(door.bus);
    const line = `{"pad":"${'x'.repeat(1_000)}"}\n`;
    const body = Readable.from(Array.from({ length: 30 }, () => line.repeat(1_000)));
    const reply = fetch(`${door.url}/events`, { method: 'POST', headers: KEY, body, duplex: 'half' });
    await eventually(() => jest.mocked(door.bus.publish).mock.calls.length >= 4);
    // Time enough to take in all the rest, if anything still read it.
    for (let time = 0; time < 50; time += 1) await figure('tocsin_ingest_in_flight_bytes');
    expect(await figure('tocsin_ingest_in_flight_bytes')).toBeLessThan(6 * MIB);
    confirm();
    expect(await (await reply).json()).toMatchObject({ accepted: 30_000 });
    expect(await figure('tocsin_ingest_in_flight_bytes')).toBe(0);
  });

  it('refuses more requests at once than allowed', async () => {
    await open({ ...PATIENT, maxRequestsPerSource: 2 });
    const confirm = holdConfirms(door.bus);
    const first = [ask(door, '/events', { body: two('a') }), ask(door, '/events', { body: two('b') })];
    await eventually(() => jest.mocked(door.bus.publish).mock.calls.length === 2);
    expect(await ask(door, '/events', { body: two('c') })).toMatchObject({ status: 429 });
    confirm();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('gives up on a client that stops inside its body', async () => {
    await open({ bodyIdleMs: 30 });
    const outgoing = request(`${door.url}/events`, { method: 'POST', headers: { ...KEY, 'content-length': '100' } });
    outgoing.write('{"a":');
    await expect(new Promise((_, reject) => outgoing.on('error', reject))).rejects.toThrow('socket hang up');
    expect(await figure('tocsin_ingest_refused_total{reason="body.too_slow"}')).toBe(1);
  });

  it('publishes nothing of a body that the connection cut off', async () => {
    await open();
    const outgoing = request(`${door.url}/events`, { method: 'POST', headers: { ...KEY, 'content-length': '1000' } });
    outgoing.on('error', () => undefined);
    outgoing.write('{"whole":1}\n{"cut":', () => outgoing.destroy());
    await eventually(async () => (await figure('tocsin_ingest_refused_total{reason="body.cut_off"}')) === 1);
    expect(door.batches()).toEqual([]);
  });

  it('remembers events whose sender was gone before it was answered', async () => {
    await open(PATIENT);
    const confirm = holdConfirms(door.bus);
    const outgoing = request(`${door.url}/events`, { method: 'POST', headers: KEY });
    outgoing.on('error', () => undefined);
    outgoing.end(two('a'));
    await eventually(() => jest.mocked(door.bus.publish).mock.calls.length === 1);
    outgoing.destroy();
    await eventually(async () => (await connections()) === 0, { describe: 'the server saw the client go' });
    confirm();
    await eventually(async () => (await figure('tocsin_ingest_unanswered_total')) === 1);
    await ask(door, '/events', { body: '{"a":2}\n' });
    await ask(door, '/events', { body: '{"a":1}\n' });
    const [gone, ...again] = door.batches();
    expect(again.flatMap((batch) => batch.ids)).toEqual([...(gone?.ids ?? [])].reverse());
  });

  it('finishes what is under way when it is told to stop, and takes nothing new', async () => {
    await open(PATIENT);
    const confirm = holdConfirms(door.bus);
    const begun = ask(door, '/events', { body: two('a') });
    await eventually(() => jest.mocked(door.bus.publish).mock.calls.length === 1);
    const closing = door.app.close();
    const late = await ask(door, '/events', { body: two('b') });
    expect(late).toMatchObject({ status: 503, headers: { connection: 'close' } });
    confirm();
    expect(await begun).toMatchObject({ status: 200, headers: { connection: 'close' } });
    await closing;
    await expect(ask(door, '/events', { body: two('c') })).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for a client that stopped inside the head of its request', async () => {
    await open();
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise<void>((resolve) => socket.write('POST /events HTTP/1.1\r\nauthor', () => resolve()));
    await eventually(async () => (await connections()) === 1);
    const started = performance.now();
    await door.app.close();
    expect(performance.now() - started).toBeLessThan(5_000);
    socket.destroy();
  });

  it('counts what it took and what it refused', async () => {
    await open();
    await ask(door, '/events', { body: two('a') });
    await ask(door, '/events', { body: '' });
    expect(await figure('tocsin_ingest_events_total')).toBe(2);
    expect(await figure('tocsin_ingest_batches_total')).toBe(1);
    expect(await figure('tocsin_ingest_bytes_total')).toBe(16);
    expect(await figure('tocsin_ingest_confirm_seconds_count')).toBe(1);
    expect(await figure('tocsin_ingest_refused_total{reason="body.empty"}')).toBe(1);
    expect(await figure('tocsin_ingest_in_flight_requests')).toBe(0);
  });
});
