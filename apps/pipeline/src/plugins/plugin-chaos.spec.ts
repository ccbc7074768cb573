import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { encodeBatch, type EventPatch, type SecurityEvent } from '@tocsin/event-model';
import type { Delivery } from '@tocsin/messaging';
import {
  drop,
  EnricherPlugin,
  NormalizerPlugin,
  UnwrapperPlugin,
  type Drop,
  type EventEnricher,
  type JsonRecord,
  type Normalizer,
  type PluginDeclaration,
  type Unwrapper,
} from '@tocsin/plugin-kit';
import { z } from 'zod';

import { aBatch, PipelineUnderTest } from '../testing/pipeline-under-test';

const base: Omit<PluginDeclaration, 'type'> = {
  stability: 'experimental',
  options: z.strictObject({}),
  reads: ['*'],
  writes: ['*'],
};

/** Does its worst to the one event that says so. */
type Misdeed = (event: SecurityEvent) => unknown;

function badNormalizer(misdeed: Misdeed, onFailure: 'skip' | 'park' = 'skip'): object {
  @NormalizerPlugin({ ...base, type: 'bad', understands: 'content', order: 1, onFailure })
  class Bad implements Normalizer {
    claims({ message }: SecurityEvent): boolean {
      return message === 'evil';
    }
    normalize(event: SecurityEvent): EventPatch {
      return misdeed(event) as EventPatch;
    }
  }
  return new Bad();
}

function badEnricher(misdeed: Misdeed): object {
  @EnricherPlugin({ ...base, type: 'bad', order: 1 })
  class Bad implements EventEnricher {
    enrich(event: SecurityEvent): EventPatch {
      return event.message === 'evil' ? (misdeed(event) as EventPatch) : {};
    }
  }
  return new Bad();
}

@EnricherPlugin({ ...base, type: 'silent' })
class Silent {
  enrichBatch(): Promise<never> {
    return new Promise(() => undefined);
  }
}

@NormalizerPlugin({ ...base, type: 'picky', understands: 'content', drops: ['noise'] })
class Picky implements Normalizer {
  claims({ message }: SecurityEvent): boolean {
    return message.startsWith('drop');
  }
  normalize({ message }: SecurityEvent): Drop {
    return drop(message === 'drop' ? 'noise' : 'undeclared');
  }
}

@UnwrapperPlugin({ stability: 'experimental', options: z.strictObject({}), type: 'records' })
class Records implements Unwrapper {
  claims(record: JsonRecord): boolean {
    return Array.isArray(record['records']);
  }
  unwrap(record: JsonRecord): readonly JsonRecord[] {
    return record['records'] as JsonRecord[];
  }
}

@NormalizerPlugin({ ...base, type: 'joiner', understands: 'content' })
class Joiner implements Normalizer {
  claims({ message }: SecurityEvent): boolean {
    return message.startsWith('part ');
  }
  normalize(): EventPatch {
    return { 'event.action': 'alone' };
  }
  joinKey({ message }: SecurityEvent): string | undefined {
    return message.split(' ')[1];
  }
  normalizeJoined(events: readonly SecurityEvent[]): EventPatch {
    return { 'event.action': `${events.length} joined` };
  }
}

const circular: Record<string, unknown> = {};
circular['self'] = circular;

function* nothing(): Generator {}

function fails(): never {
  throw new SyntaxError('cannot read it');
}

function endless(): never {
  for (;;);
}

const MISDEEDS: readonly (readonly [string, Misdeed])[] = [
  ['throws', fails],
  ['throws what is no error', () => nothing().throw(undefined)],
  ['does not end', endless],
  ['does not end in a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  ['answers a number', () => 7],
  ['answers nothing', () => null],
  ['answers a promise', () => Promise.resolve({ 'event.action': 'late' })],
  ['answers a promise that is broken', () => Promise.reject(new Error('late'))],
  ['answers a wrong type', () => ({ 'source.ip': 'nowhere', 'source.port': 'many' })],
  ['answers what is no JSON', () => ({ details: { big: 1n } })],
  ['answers a circle', () => ({ details: circular })],
  ['takes the time away', (event) => Object.assign(event, { '@timestamp': undefined })],
  ['makes the message a number', (event) => Object.assign(event, { message: 7 })],
  ['makes details a circle', (event) => Object.assign(event, { details: circular })],
  ['empties the event', (event) => Object.keys(event).forEach((key) => delete event[key])],
];

describe('a plug-in that misbehaves on one event of a batch', () => {
  const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  const lines = ['good', 'evil', 'fine'].map((message) => JSON.stringify({ message }));
  const delivery = (texts: readonly string[]): Delivery => {
    const batch = aBatch(texts);
    return { id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 };
  };
  let under: PipelineUnderTest;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    rmSync(rulesFolder, { recursive: true });
  });
  beforeEach(() => {
    under = new PipelineUnderTest({ rulesFolder, pluginSeconds: 0.3 });
  });
  afterEach(() => under.stop());

  async function take(plugin: object, texts: readonly string[] = lines): Promise<void> {
    under.plugins.push(plugin);
    expect(await (await under.handler()).handle(delivery(texts))).toEqual({ kind: 'ack' });
  }

  function expectNeighboursStored(): void {
    const stored = under.store.events.map(({ event }) => event.message);
    expect(stored).toEqual(expect.arrayContaining(['good', 'fine']));
    const [{ events, stored: count, parked } = { events: 0, stored: 0, parked: 0 }] = under.outcomes.outcomes;
    expect(count + parked).toBe(events);
    expect(under.store.events.length + under.parked.events.length).toBe(3);
  }

  it.each(MISDEEDS)('and %s as a normalizer harms no neighbour', async (_, misdeed) => {
    await take(badNormalizer(misdeed));
    expectNeighboursStored();
  });

  it.each(MISDEEDS)('and %s as an enricher harms no neighbour', async (_, misdeed) => {
    await take(badEnricher(misdeed));
    expectNeighboursStored();
  });

  it('parks the event it does not end on, with the reason', async () => {
    await take(badNormalizer(endless));
    expect(under.parked.events).toMatchObject([
      {
        position: 1,
        reasonCode: 'plugin.hung',
        reason: expect.stringContaining('Plug-in bad did not end within') as string,
      },
    ]);
  });

  it('is passed over after it had to be stopped three times, and the events say so', async () => {
    await take(
      badNormalizer(endless),
      Array.from({ length: 5 }, () => JSON.stringify({ message: 'evil' })),
    );
    expect(under.parked.events).toHaveLength(3);
    expect(under.store.events.map(({ event }) => event['tocsin.notes'])).toEqual(
      Array.from({ length: 2 }, () => [
        expect.stringContaining('Plug-in bad is passed over for now: it did not end') as string,
      ]),
    );
    expect(await under.metrics.registry.metrics()).toContain('tocsin_plugin_bypassed{plugin="bad"} 1');
    expect((await under.checks.ask()).checks['plugins']).toMatchObject({
      ok: true,
      detail: expect.stringContaining('Plug-in bad is passed over') as string,
    });
  });

  it('parks what it fails on when that is its policy, and goes on failing', async () => {
    const strict = badNormalizer(fails, 'park');
    await take(
      strict,
      Array.from({ length: 200 }, () => JSON.stringify({ message: 'evil' })),
    );
    expect(under.parked.events).toHaveLength(200);
  });

  it('is not waited for when it never answers', async () => {
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    try {
      await take(new Silent());
    } finally {
      jest.restoreAllMocks();
    }
    expect(under.store.events).toHaveLength(3);
    expect(under.store.events[0]?.event['tocsin.notes']).toEqual([expect.stringContaining('did not answer in time')]);
  });

  it('drops only by a rule it declares, and each is counted', async () => {
    await take(
      new Picky(),
      ['drop', 'drop it', 'keep'].map((message) => JSON.stringify({ message })),
    );
    expect(under.outcomes.outcomes).toMatchObject([{ events: 3, stored: 2, parked: 0, dropped: { noise: 1 } }]);
    expect(under.store.events.map(({ event }) => event.message)).toEqual(['drop it', 'keep']);
    expect(await under.metrics.registry.metrics()).toContain(
      'tocsin_pipeline_dropped_total{rule="noise",source="test"} 1',
    );
  });

  it('makes several events of a line, with ids that a redelivery makes again', async () => {
    const line = JSON.stringify({ records: [{ message: 'a' }, { message: 'b' }] });
    await take(new Records(), [line, JSON.stringify({ message: 'c' })]);
    expect(under.store.events.map(({ id, event }) => [id, event.message])).toEqual([
      ['batch-1-0.1', 'a'],
      ['batch-1-0.2', 'b'],
      ['batch-1-1', 'c'],
    ]);
    expect(under.outcomes.outcomes).toMatchObject([{ events: 2, stored: 2 }]);
  });

  it('makes one event of several lines, which are all accounted for', async () => {
    await take(
      new Joiner(),
      ['part 1', 'part 2', 'other', 'part 1'].map((message) => JSON.stringify({ message })),
    );
    expect(under.store.events.map(({ event }) => event['event.action'])).toEqual(['2 joined', 'alone', undefined]);
    expect(under.outcomes.outcomes).toMatchObject([{ events: 4, stored: 4 }]);
  });

  it('reads a record that is the message of a line, and keeps what was around it', async () => {
    const inner = JSON.stringify({ user: 'ann', answer: 42, host: 'inner' });
    await take(new Records(), [
      JSON.stringify({ message: `Nov 24 11:00:00 web1 app[7]: @cee: ${inner}`, answer: 41 }),
      JSON.stringify({ message: inner }),
    ]);
    const [first, second] = under.store.events.map(({ event }) => event);
    expect(first).toMatchObject({
      'user.name': 'ann',
      'host.name': 'inner',
      'process.name': 'app',
      '@timestamp': '2026-11-24T11:00:00.000Z',
      details: { answer: 42, answer_: 41 },
    });
    expect(second).toMatchObject({ 'user.name': 'ann', details: { answer: 42 } });
  });
});
