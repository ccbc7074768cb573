import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherPlugin, PluginMetrics, type EventEnricher, type Preparable } from '@tocsin/plugin-kit';
import { anEvent } from '@tocsin/testing';
import { z } from 'zod';

import { BatchUnderWay } from '../../batch/batch-under-way';
import { pipelineOptionsSchema, type PipelineOptions } from '../../pipeline.config';
import { aBatch } from '../../testing/pipeline-under-test';
import { registryOf } from '../../testing/registry-of';
import { EnrichStage } from './enrich.stage';

interface Options {
  readonly word: string;
}

const options = z.strictObject({ word: z.string().default('seen').describe('What is written.') });

@EnricherPlugin({
  type: 'marks',
  stability: 'experimental',
  options,
  reads: [],
  writes: ['event.action'],
  isOnByDefault: false,
})
class Marks implements EventEnricher<Options>, Preparable<Options> {
  private readonly words = new Map<Options, string>();

  prepare(given: Options): Promise<void> {
    this.words.set(given, `${given.word}!`);
    return Promise.resolve();
  }
  enrich(_event: SecurityEvent, given: Options): EventPatch {
    const word = this.words.get(given);
    if (word === undefined) throw new Error('it was not prepared');
    return { 'event.action': word };
  }
}

class Uncounted extends PluginMetrics {
  record(): void {
    return undefined;
  }
}

async function actionsOf(given: Partial<PipelineOptions>, ...sources: string[]): Promise<unknown[]> {
  const stage = new EnrichStage(registryOf([new Marks()]), new Uncounted(), pipelineOptionsSchema.parse(given));
  await stage.onModuleInit();
  const actions: unknown[] = [];
  for (const source of sources) {
    const underWay = new BatchUnderWay(aBatch([], { source }), []);
    const context = { source, dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
    underWay.events = [{ position: 0, id: 'e', event: anEvent(), context }];
    await stage.run(underWay);
    actions.push(underWay.events[0]?.event['event.action']);
  }
  return actions;
}

describe(EnrichStage.name, () => {
  it('prepares an enricher that only one source turns on', async () => {
    const sources = { branch: { unwrappers: {}, normalizers: {}, enrichers: { marks: { word: 'own' } } } };
    expect(await actionsOf({ sources }, 'branch', 'other')).toEqual(['own!', undefined]);
  });

  it('gives each source the options that are said of it', async () => {
    const own = (word: string) => ({ unwrappers: {}, normalizers: {}, enrichers: { marks: { word } } });
    const given = { enrichers: { marks: {} }, sources: { a: own('a'), b: own('b') } };
    expect(await actionsOf(given, 'a', 'b', 'c')).toEqual(['a!', 'b!', 'seen!']);
  });
});
