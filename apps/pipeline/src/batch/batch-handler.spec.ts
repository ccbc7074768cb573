import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { encodeBatch, type EventBatch } from '@tocsin/event-model';
import { accountedFor } from '@tocsin/ledger';
import { EVENTS_QUEUE, SIGNALS_QUEUE, type Delivery } from '@tocsin/messaging';
import { hostileRecord, seededRandom } from '@tocsin/plugin-kit/testing';
import { eventually } from '@tocsin/testing';

import { aBatch, PipelineUnderTest, ROOT_RULE } from '../testing/pipeline-under-test';

const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
const BRUTE = 'Nov 24 11:00:00 web1 sshd[7]: Failed password for root from 8.8.8.8 port 4000 ssh2';

const line = (message: string) => JSON.stringify({ message });
const delivery = (batch: EventBatch): Delivery => ({ id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 });

const running: PipelineUnderTest[] = [];
function pipeline(): PipelineUnderTest {
  const made = new PipelineUnderTest({ rulesFolder });
  running.push(made);
  return made;
}

beforeAll(() => {
  Logger.overrideLogger(false);
  writeFileSync(join(rulesFolder, 'root.yml'), ROOT_RULE);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  rmSync(rulesFolder, { recursive: true });
});

describe('the way of a batch', () => {
  it('ends with the event understood, stored, and its signal handed on, before it is acknowledged', async () => {
    const under = pipeline();
    expect(await (await under.handler()).handle(delivery(aBatch([line(BRUTE)])))).toEqual({ kind: 'ack' });
    expect(under.store.events).toHaveLength(1);
    expect(under.store.events[0]).toMatchObject({
      id: 'batch-1-0',
      event: {
        '@timestamp': '2026-11-24T11:00:00.000Z',
        message: 'Failed password for root from 8.8.8.8 port 4000 ssh2',
        'ecs.version': expect.stringMatching(/^9\./) as string,
        'event.ingested': '2026-11-24T12:00:00.000Z',
        'event.kind': 'event',
        'event.outcome': 'failure',
        'related.ip': ['8.8.8.8'],
        'source.geo.country_iso_code': 'US',
        'tocsin.batch': 'batch-1',
        'tocsin.dialect': 'json',
        'tocsin.frontend': 'front-1',
        'tocsin.lag_ms': 3_600_000,
        'tocsin.plugins': ['alias', 'syslog_line', 'sshd', 'related', 'geoip'],
        'tocsin.rules': ['5f0c7a52-6d7e-4f0a-9a51-3b9d4b6d1c11'],
        'tocsin.source': 'test',
      },
    });
    expect(under.signals).toEqual([
      expect.objectContaining({
        id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        detector: 'stream',
        at: '2026-11-24T11:00:00.000Z',
        proof: expect.objectContaining({
          eventCount: 1,
          events: [expect.objectContaining({ id: 'batch-1-0' })],
          selections: [expect.objectContaining({ name: 'selection' })],
        }) as object,
      }),
    ]);
  });

  it('parks a bad line with its bytes and reason, and stores its neighbours', async () => {
    const under = pipeline();
    const broken = Buffer.from([0x7b, 0xff, 0x7d]);
    await (await under.handler()).handle(delivery(aBatch([line('one'), broken, '[1]', line('two')])));
    expect(under.store.events.map(({ event }) => event.message)).toEqual(['one', 'two']);
    expect(under.parked.events).toMatchObject([
      {
        batchId: 'batch-1',
        position: 1,
        eventId: 'batch-1-1',
        stage: 'parse',
        reasonCode: 'parse.encoding',
        bytes: broken,
      },
      { position: 2, reasonCode: 'parse.shape', receivedAt: new Date('2026-11-24T12:00:00.000Z') },
    ]);
  });

  it('parks what the store will never take, and says nothing of it to alerting', async () => {
    const under = pipeline();
    const batch = aBatch([line(BRUTE), line('good')], { ids: ['bad\u0007id', 'good'] });
    expect(await (await under.handler()).handle(delivery(batch))).toEqual({ kind: 'ack' });
    expect(under.store.events.map(({ id }) => id)).toEqual(['good']);
    expect(under.parked.events).toMatchObject([{ position: 0, stage: 'store', reasonCode: 'store.rejected' }]);
    expect(under.signals).toEqual([]);
  });

  it('gives the same ids when a batch is delivered again: one event, one parked line, one signal', async () => {
    const under = pipeline();
    const handler = await under.handler();
    const batch = delivery(aBatch([line(BRUTE), 'broken']));
    await handler.handle(batch);
    await handler.handle({ ...batch, attempt: 2 });
    expect(under.store.events).toHaveLength(1);
    expect(under.parked.events).toHaveLength(1);
    expect(new Set(under.signals.map(({ id }) => id)).size).toBe(1);
    expect(new Set(under.bus.published(SIGNALS_QUEUE).map(({ id }) => id)).size).toBe(1);
    expect(await under.metrics.registry.metrics()).toMatch(/events_total\{fate="duplicate",source="test"\} 1/);
  });

  it("reads naive times in the batch's zone, and notes a zone it does not know", async () => {
    const under = pipeline();
    const handler = await under.handler();
    const text = JSON.stringify({ timestamp: '2026-11-24 12:00:00' });
    await handler.handle(delivery(aBatch([text], { id: 'a', zone: 'Europe/Berlin' })));
    await handler.handle(delivery(aBatch([text], { id: 'b', zone: 'Mars/Olympus' })));
    expect(under.store.events.map(({ event }) => event['@timestamp'])).toEqual([
      '2026-11-24T11:00:00.000Z',
      '2026-11-24T12:00:00.000Z',
    ]);
    expect(under.store.events[1]?.event['tocsin.notes']).toEqual([expect.stringContaining('Mars/Olympus')]);
  });

  it.each([
    ['is no batch', Buffer.from('hello'), /no batch of events/],
    ['has more lines than ids', encodeBatch(aBatch(['{}', '{}'], { ids: ['one'] })), /2 lines but 1 ids/],
    ['was received at no time', encodeBatch(aBatch(['{}'], { receivedAt: 'soon' })), /when it was received/],
    ['does not say its source', encodeBatch(aBatch(['{}'], { source: undefined as never })), /its source/],
  ])('sets a message aside that %s', async (_, body, reason) => {
    const handler = await pipeline().handler();
    expect(await handler.handle({ id: 'x', headers: {}, body, attempt: 1 })).toEqual({
      kind: 'park',
      reason: expect.stringMatching(reason) as string,
    });
  });
});

describe('a configuration that does not fit the plug-ins', () => {
  it.each([
    [{ enrichers: { geopi: {} } }, /pipeline\.enrichers\.geopi: there is no such plug-in; known are geoip/],
    [{ enrichers: { geoip: { path: 'x' } } }, /pipeline\.enrichers\.geoip: .*"path"/],
    [{ normalizers: { related: { limit: 0 } } }, /pipeline\.normalizers\.related\.limit/],
  ])('%j keeps the service from starting', async (settings, problem) => {
    await expect(new PipelineUnderTest({ rulesFolder, ...settings }).handler()).rejects.toThrow(problem);
  });

  it('can turn a plug-in off', async () => {
    const under = new PipelineUnderTest({ rulesFolder, enrichers: { geoip: false } });
    await (await under.handler()).handle(delivery(aBatch([line(BRUTE)])));
    expect(under.store.events[0]?.event['source.geo.country_iso_code']).toBeUndefined();
  });
});

describe('engines that are away', () => {
  it('leave the batch unacknowledged until the store is back, and lose nothing', async () => {
    const under = pipeline();
    under.store.outage = 'stopped';
    const handling = (await under.handler()).handle(delivery(aBatch([line('one')])));
    let end: unknown;
    void handling.then((disposition) => (end = disposition));
    await eventually(async () => (await health(under)).store === false);
    expect(end).toBeUndefined();
    under.store.outage = undefined;
    expect(await handling).toEqual({ kind: 'ack' });
    expect(under.store.events).toHaveLength(1);
  });

  it('hold a batch with parked events until PostgreSQL is back', async () => {
    const under = pipeline();
    under.parked.isAway = true;
    const handling = (await under.handler()).handle(delivery(aBatch(['broken', line('good')])));
    await eventually(() => under.store.events.length === 1);
    under.parked.isAway = false;
    expect(await handling).toEqual({ kind: 'ack' });
    expect(under.parked.events).toHaveLength(1);
  });

  it('do not keep the service from stopping: the batch goes back to the queue', async () => {
    const under = pipeline();
    under.store.outage = 'stopped';
    await under.start();
    await under.send(aBatch([line('one')]));
    await eventually(async () => (await under.bus.depth(EVENTS_QUEUE)) === 1);
    await under.stop();
    expect(await under.bus.depth(EVENTS_QUEUE)).toBe(1);
  });
});

describe('hostile input', () => {
  it('loses none of 5,000 events made to break something: stored + parked = accepted', async () => {
    const under = pipeline();
    const random = seededRandom(5_000);
    await under.start();
    const batches = 25;
    const size = 200;
    for (let n = 0; n < batches; n += 1) {
      const lines = Array.from({ length: size }, () => hostileLine(random));
      await under.send(aBatch(lines, { id: `batch-${n}` }));
    }
    await eventually(() => under.store.events.length + under.parked.events.length === batches * size, {
      timeoutMs: 30_000,
    });
    expect(under.bus.parked(EVENTS_QUEUE)).toEqual([]);
    expect(under.parked.events.length).toBeGreaterThan(100);
    expect(under.store.events.length).toBeGreaterThan(4_000);
    await eventually(() => under.outcomes.outcomes.length === batches);
    for (const outcome of under.outcomes.outcomes) expect(accountedFor(outcome)).toBe(size);
    const figures = await under.metrics.registry.metrics();
    expect(figures).not.toMatch(/tocsin_plugin_events_total\{plugin="\w+",result="failed"\} [1-9]/);
    // Nothing but lines that are no objects may be refused: whatever an object holds, it is kept.
    expect(new Set(under.parked.events.map(({ stage }) => stage))).toEqual(new Set(['parse']));
  }, 60_000);
});

function hostileLine(random: () => number): Buffer {
  const text = JSON.stringify(hostileRecord(random));
  const kind = random();
  if (kind < 0.05) return Buffer.from(text.slice(0, Math.floor(text.length * random())));
  if (kind < 0.08) return Buffer.concat([Buffer.from(text), Buffer.from([0xc3])]);
  return Buffer.from(text.replaceAll('\n', ' '));
}

async function health(under: PipelineUnderTest): Promise<{ store: boolean }> {
  return { store: (await under.store.health()).isWritable };
}
