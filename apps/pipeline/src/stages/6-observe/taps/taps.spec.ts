import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { ConfigError } from '@tocsin/config';
import { encodeBatch } from '@tocsin/event-model';
import { QUEUES, type Delivery } from '@tocsin/messaging';
import { InMemoryBroker, InMemoryMessageBus } from '@tocsin/messaging/testing';
import { DeliveryRefused, TapPlugin, type Tap, type TapDelivery } from '@tocsin/plugin-kit';
import { eventually } from '@tocsin/testing';
import { z } from 'zod';

import { aBatch, PipelineUnderTest } from '../../../testing/pipeline-under-test';
import { registryOf } from '../../../testing/registry-of';
import { OpenTaps } from './open-taps';
import { ServeTaps } from './serve-taps';
import { tapQueues, tapSettingsSchema } from './tap-settings';

/** Takes down what it is given, and fails as often as it is told. */
@TapPlugin({
  type: 'notebook',
  stability: 'experimental',
  options: z.strictObject({ page: z.int().default(1).describe('Page.') }),
})
class Notebook implements Tap<{ page: number }> {
  readonly taken: { ids: string[]; tap: string; page: number; count: number }[] = [];
  failures: Error[] = [];

  deliver({ ndjson, tap, count }: TapDelivery, { page }: { page: number }): Promise<void> {
    const failure = this.failures.shift();
    if (failure !== undefined) return Promise.reject(failure);
    const ids = ndjson
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    this.taken.push({ ids, tap, page, count });
    return Promise.resolve();
  }
}

const rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
afterAll(() => rmSync(rulesFolder, { recursive: true }));

function settings(taps: object) {
  return tapSettingsSchema.parse(taps);
}

describe('taps', () => {
  let notebook: Notebook;
  let under: PipelineUnderTest;
  let serving: ServeTaps;

  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
  });
  beforeEach(() => {
    notebook = new Notebook();
  });
  afterEach(async () => {
    await serving.onModuleDestroy();
    await under.stop();
  });

  function start(taps: object, maxBytes?: number): void {
    const checked = settings(taps);
    const own = tapQueues(checked).map((queue) => (maxBytes === undefined ? queue : { ...queue, maxBytes }));
    const broker = new InMemoryBroker([...QUEUES, ...own]);
    under = new PipelineUnderTest({ rulesFolder, taps: checked }, new InMemoryMessageBus(broker));
    under.plugins.push(notebook);
    const open = new OpenTaps(registryOf(under.plugins), under.options);
    open.onModuleInit();
    serving = new ServeTaps(open, under.bus, under.tapMetrics);
  }

  async function take(...messages: string[]): Promise<void> {
    const batch = aBatch(messages.map((message) => JSON.stringify({ message })));
    const delivery: Delivery = { id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 };
    expect(await (await under.handler()).handle(delivery)).toEqual({ kind: 'ack' });
  }

  const figures = () => under.metrics.registry.metrics();

  it('get the events their queries choose, each with its options', async () => {
    start({
      all: { type: 'notebook' },
      errors: { type: 'notebook', where: 'message:*error*', options: { page: 7 } },
    });
    await serving.onApplicationBootstrap();
    await take('fine', 'an error');
    await eventually(() => notebook.taken.length === 2);
    expect(notebook.taken).toEqual(
      expect.arrayContaining([
        { tap: 'all', page: 1, count: 2, ids: ['batch-1-0', 'batch-1-1'] },
        { tap: 'errors', page: 7, count: 1, ids: ['batch-1-1'] },
      ]),
    );
    expect(await figures()).toContain('tocsin_tap_events_total{tap="errors",result="delivered"} 1');
  });

  it('keep what fails for another try, and say why meanwhile', async () => {
    start({ all: { type: 'notebook' } });
    notebook.failures = [new Error('line is cut')];
    await serving.onApplicationBootstrap();
    await take('one');
    const detail = async () => (await under.checks.ask()).checks['taps']?.detail;
    await eventually(async () => (await detail()) === 'Tap all cannot deliver, its events wait: line is cut.');
    expect(notebook.taken).toEqual([]);
    await eventually(async () => (await detail()) === '');
    expect(notebook.taken).toHaveLength(1);
  });

  it('set aside what the other side will never take', async () => {
    start({ all: { type: 'notebook' } });
    notebook.failures = [new DeliveryRefused('422')];
    await serving.onApplicationBootstrap();
    await take('one');
    await eventually(() => under.bus.parked('taps.all').length === 1);
    expect(notebook.taken).toEqual([]);
    expect(await figures()).toContain('tocsin_tap_events_total{tap="all",result="set_aside"} 1');
  });

  it('that are full get nothing, are counted, and hold up nobody', async () => {
    start({ all: { type: 'notebook' } }, 10);
    await take('one', 'two');
    await take('one', 'two');
    expect(under.store.events).toHaveLength(2);
    expect(await figures()).toMatch(/tocsin_tap_events_total\{tap="all",result="dropped"\} [24]/);
    expect((await under.checks.ask()).checks['taps']?.detail).toContain('Tap all is full');
  });

  it('of no events send nothing', async () => {
    start({ some: { type: 'notebook', where: 'message:other' } });
    await take('one');
    expect(under.bus.published('taps.some')).toEqual([]);
  });

  it('are refused at start with every problem and where it stands', () => {
    start({});
    const bad = settings({
      nobody: { type: 'pigeon' },
      torn: { type: 'notebook', where: 'message:(', options: { page: 'x', colour: 1 } },
    });
    const open = new OpenTaps(registryOf([notebook]), { taps: bad });
    expect(() => open.onModuleInit()).toThrow(ConfigError);
    expect(() => open.onModuleInit()).toThrow(
      /pipeline\.taps\.nobody\.type: there is no such kind of tap; known are notebook[^]*torn\.options\.page[^]*colour[^]*torn\.where: /,
    );
    expect(() => settings({ 'Bad Name': { type: 'notebook' } })).toThrow(/lower case/);
  });
});
