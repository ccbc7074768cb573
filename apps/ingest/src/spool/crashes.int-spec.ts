import { request } from 'node:http';

import { createMessageBus, type MessageBus } from '@tocsin/messaging';
import { eventually, freshFolder, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';

import { ask } from '../testing/ask';
import { Cable } from '../testing/cable';
import { IngestProcess, newSourceKey, type IngestSettings } from '../testing/ingest-process';
import { numbered, numbers, QueueReader } from '../testing/queue-reader';

const PER_REQUEST = 1_000;
const PADDING = 'x'.repeat(1_000);
const LONG = { timeoutMs: 90_000 };
/** Batches that may be queued again after a crash: what was under way, and what was noted a moment before. */
const FEW = 150;

describe('Ingest in a process of its own', () => {
  let brokerUrl: string;
  let cable: Cable;
  let headers: { authorization: string };
  let settings: IngestSettings;
  let ingest: IngestProcess;
  let reader: QueueReader;
  const buses: MessageBus[] = [];

  beforeEach(async () => {
    const databaseUrl = await testPostgresUrl();
    headers = await newSourceKey(databaseUrl, 'web');
    brokerUrl = await testRabbitUrl();
    cable = await Cable.to(brokerUrl);
    settings = { databaseUrl, brokerUrl: cable.url, spoolFolder: freshFolder('spool') };
    reader = new QueueReader();
  });
  afterEach(async () => {
    await ingest.end('SIGKILL');
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
    await cable.remove();
  });

  async function readQueue(): Promise<void> {
    const bus = createMessageBus({ kind: 'rabbitmq', url: brokerUrl, publishTimeoutMs: 5_000, maxUnconfirmed: 64 });
    buses.push(bus);
    await reader.read(bus);
  }

  /** Sends over eight connections until all are answered or the process is gone. @returns the events answered 200. */
  async function send(requests: number, isOver: () => boolean = () => false): Promise<number[]> {
    const taken: number[] = [];
    let next = 0;
    const sender = async () => {
      for (let nr = next++; nr < requests && !isOver(); nr = next++) {
        const body = numbered(nr * PER_REQUEST, PER_REQUEST, PADDING);
        const status = await ask(ingest, '/events', { body, headers }).then(
          ({ status: answered }) => answered,
          () => 0,
        );
        if (status === 200) taken.push(...numbers(nr * PER_REQUEST, (nr + 1) * PER_REQUEST));
      }
    };
    await Promise.all(Array.from({ length: 8 }, sender));
    return taken;
  }

  it('loses nothing of 100 MB in its spool when it is killed under load, nor when it is killed again while it empties it', async () => {
    cable.cut();
    ingest = await IngestProcess.start(settings);
    const taken = await send(95);
    expect(taken.length).toBe(95 * PER_REQUEST);
    let isKilled = false;
    const under = send(1_000, () => isKilled);
    await eventually(async () =>
      (await ask(ingest, '/metrics', { method: 'GET' })).text.includes('tocsin_ingest_spool_batches 1'),
    );
    await ingest.end('SIGKILL');
    isKilled = true;
    const more = await under;

    cable.mend();
    ingest = await IngestProcess.start(settings);
    await readQueue();
    await eventually(() => reader.batches > 20, LONG);
    await ingest.end('SIGKILL');
    ingest = await IngestProcess.start(settings);
    const all = new Set([...taken, ...more]);
    await eventually(() => [...all].every((n) => reader.idsOf.has(n)), LONG);
    expect([...reader.idsOf.values()].filter(({ size }) => size !== 1)).toEqual([]);
    expect(reader.repeated).toBeLessThan(FEW);
  }, 240_000);

  it('ends within ten seconds when it is told to, whatever the broker does, and keeps what waits', async () => {
    ingest = await IngestProcess.start(settings);
    expect(await send(1)).toHaveLength(PER_REQUEST);
    cable.freeze();
    const underWay = send(12);
    const stalled = request(`${ingest.url}/events`, {
      method: 'POST',
      headers: { ...headers, 'content-length': '1000' },
    });
    stalled.on('error', () => undefined);
    stalled.write('{"n":');
    await eventually(async () =>
      /tocsin_ingest_in_flight_requests [1-9]/.test((await ask(ingest, '/metrics', { method: 'GET' })).text),
    );
    expect(await ingest.end('SIGTERM')).toBeLessThan(10_000);
    stalled.destroy();
    const taken = await underWay;
    expect(taken.length).toBeGreaterThan(0);

    await cable.remove();
    cable = await Cable.to(brokerUrl);
    settings = { ...settings, brokerUrl: cable.url };
    ingest = await IngestProcess.start(settings);
    await readQueue();
    await eventually(() => taken.every((n) => reader.idsOf.has(n)), LONG);
  }, 180_000);

  it('does not start on the spool of another process, and says so', async () => {
    ingest = await IngestProcess.start(settings);
    const said = await IngestProcess.failure(settings);
    expect(said).toMatch(/^1: /);
    expect(said).toMatch(
      /ingest could not start: .*\n.*Another process uses the spool folder .* a folder of its own\.\n$/,
    );
  }, 90_000);
});
