import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { z } from 'zod';

import {
  configurePlugins,
  EnricherChain,
  EnricherPlugin,
  NormalizerChain,
  NormalizerPlugin,
  PluginKitModule,
  PluginMetrics,
  PluginRegistry,
  type BatchEnricher,
  type EventEnricher,
  type EventUnderWay,
  type Normalizer,
  type PluginDeclaration,
  type PluginRun,
  type PluginSettings,
} from './index';
import { manifestOf } from './plugin-manifest';

const base: Omit<PluginDeclaration, 'type'> = {
  stability: 'beta',
  options: z.strictObject({ word: z.string().default('seen').describe('What is written.') }),
  reads: [],
  writes: ['event.action'],
};

@Injectable()
@EnricherPlugin({ ...base, type: 'marks', order: 10 })
class Marks implements EventEnricher<{ word: string }> {
  enrich(_event: SecurityEvent, { word }: { word: string }): EventPatch {
    return { 'event.action': word };
  }
}

@Injectable()
@EnricherPlugin({ ...base, type: 'strays', order: 20 })
class Strays implements EventEnricher {
  enrich(): EventPatch {
    return { 'event.action': 'strayed', 'user.name': 'mallory' };
  }
}

@Injectable()
@EnricherPlugin({ ...base, type: 'parks', order: 30, onFailure: 'park' })
class Parks implements EventEnricher {
  enrich({ message }: SecurityEvent): EventPatch {
    if (message === 'bad') throw new Error('cannot read it');
    return {};
  }
}

@Injectable()
@EnricherPlugin({ ...base, type: 'asks_once', order: 40, writes: ['event.code'] })
class AsksOnce implements BatchEnricher {
  enrichBatch(events: readonly SecurityEvent[]): Promise<EventPatch[]> {
    return Promise.resolve(events.map((_, position) => ({ 'event.code': String(position) })));
  }
}

abstract class ByWord implements Normalizer {
  abstract readonly word: string;
  claims({ message }: SecurityEvent): boolean {
    return message.includes(this.word);
  }
  normalize(event: SecurityEvent): EventPatch {
    if (event.message.includes('break')) throw new Error(`${this.word} broke`);
    const before = event['event.action'] as string | undefined;
    return { 'event.action': `${before ?? ''}${this.word};` };
  }
}

@Injectable()
@NormalizerPlugin({ ...base, type: 'first', order: 1, understands: 'dialect' })
class First extends ByWord {
  readonly word = 'one';
}

@Injectable()
@NormalizerPlugin({ ...base, type: 'second', order: 2, understands: 'dialect' })
class Second extends ByWord {
  readonly word = '';
}

@Injectable()
@NormalizerPlugin({ ...base, type: 'reader', order: 3, understands: 'content' })
class Reader extends ByWord {
  readonly word = 'text';
}

@Module({ imports: [PluginKitModule], providers: [Strays, AsksOnce, Marks, Parks, Reader, Second, First] })
class PluginsModule {}

class RecordedMetrics extends PluginMetrics {
  readonly runs: PluginRun[] = [];
  record(run: PluginRun): void {
    this.runs.push(run);
  }
}

async function registry(): Promise<PluginRegistry> {
  const application = await NestFactory.createApplicationContext(PluginsModule, { logger: false });
  return application.get(PluginRegistry, { strict: false });
}

function anEvent(message: string): SecurityEvent {
  return { '@timestamp': '2026-11-24T10:00:00.000Z', message };
}

async function enrich(messages: string[], settings: PluginSettings = {}) {
  const metrics = new RecordedMetrics();
  const plugins = configurePlugins((await registry()).enrichers(), settings, 'pipeline.enrichers');
  const items: EventUnderWay[] = messages.map((message) => ({ event: anEvent(message) }));
  await new EnricherChain(plugins, metrics).run(items, AbortSignal.timeout(1_000), (work) => work());
  return { items, runs: metrics.runs };
}

async function normalize(messages: string[]) {
  const metrics = new RecordedMetrics();
  const plugins = configurePlugins((await registry()).normalizers(), {}, 'pipeline.normalizers');
  const context = { source: 's', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
  const drafts = messages.map((message) => ({ event: anEvent(message), context }));
  const chain = new NormalizerChain(plugins, metrics);
  chain.readDialects(drafts);
  chain.readContents(drafts);
  return drafts.map(({ event }) => event);
}

describe('plug-ins', () => {
  it('are found by their decorators and run in order', async () => {
    const { runs } = await enrich(['good']);
    expect(runs.map((run) => run.type)).toEqual(['marks', 'strays', 'parks', 'asks_once']);
  });

  it('run with their defaults, with options, or not at all', async () => {
    const byDefault = await enrich(['good']);
    expect(byDefault.items[0]?.event['event.action']).toBe('seen');
    const configured = await enrich(['good'], { marks: { word: 'changed' }, asks_once: false });
    expect(configured.items[0]?.event['event.action']).toBe('changed');
    expect(configured.items[0]?.event['event.code']).toBeUndefined();
  });

  it('are refused at start with every problem at once and no value in it', async () => {
    const found = (await registry()).enrichers();
    const settings = { marks: { word: 7, wort: 'secret' }, nobody: {} };
    expect(() => configurePlugins(found, settings, 'pipeline.enrichers')).toThrow(
      /pipeline\.enrichers\.nobody: .*asks_once, marks[^]*pipeline\.enrichers\.marks\.word[^]*marks: .*"wort"/,
    );
    expect(() => configurePlugins(found, settings, 'pipeline.enrichers')).not.toThrow(/secret/);
  });

  it('cannot write what they did not declare: the patch is refused whole, noted and counted', async () => {
    const { items, runs } = await enrich(['good']);
    expect(items[0]?.event).toMatchObject({ 'event.action': 'seen', 'tocsin.plugins': ['marks', 'asks_once'] });
    expect(items[0]?.event['user.name']).toBeUndefined();
    expect(items[0]?.event['tocsin.notes']).toEqual([expect.stringContaining('strays failed: it wrote user.name')]);
    expect(runs[1]).toMatchObject({ type: 'strays', events: 1, changed: 0, failed: 1 });
  });

  it('park an event they fail on when that is their policy, and leave its neighbours alone', async () => {
    const { items } = await enrich(['good', 'bad', 'good']);
    expect(items.map((item) => item.refusal?.reason)).toEqual([
      undefined,
      'Plug-in parks failed: cannot read it',
      undefined,
    ]);
    expect(items.map((item) => item.event['event.code'])).toEqual(['0', undefined, '1']);
  });
});

describe(EnricherChain.name, () => {
  it('does not pass over one for the time that others let it wait', async () => {
    const waits: BatchEnricher = {
      enrichBatch: (events) => new Promise((resolve) => setTimeout(() => resolve(events.map(() => ({}))), 60)),
    };
    const manifest = manifestOf({ ...base, type: 'waits', budgetMicros: 1 });
    const metrics = new RecordedMetrics();
    const chain = new EnricherChain(configurePlugins([{ manifest, plugin: waits }], {}, 'x'), metrics);
    for (let n = 0; n < 4; n += 1)
      await chain.run([{ event: anEvent('x') }], AbortSignal.timeout(1_000), (work) => work());
    expect(metrics.runs.map(({ bypassed }) => bypassed)).toEqual(['', '', '', '']);
    expect(metrics.runs[0]?.seconds).toBeGreaterThan(0.05);
  });
});

describe(NormalizerChain.name, () => {
  it('gives an event to the first of its dialect and to each who understands its content', async () => {
    const events = await normalize(['one text', 'two']);
    expect(events.map((event) => event['event.action'])).toEqual(['one;text;', ';']);
    expect(events[0]?.['tocsin.plugins']).toEqual(['first', 'reader']);
  });

  it('goes on to the next dialect when one claims an event and then fails', async () => {
    const [event] = await normalize(['one break']);
    expect(event?.['tocsin.notes']).toEqual([
      expect.stringContaining('first failed: one broke'),
      expect.stringContaining('second failed'),
    ]);
  });
});
