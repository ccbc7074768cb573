import {
  NormalizerPlugin,
  UnwrapperPlugin,
  drop,
  type JsonRecord,
  type Normalizer,
  type NormalizerContext,
  type PluginRun,
  PluginMetrics,
  type Unwrapper,
} from '@tocsin/plugin-kit';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { z } from 'zod';

import { BatchUnderWay } from '../batch/batch-under-way';
import { Understanding } from '../batch/understanding';
import { pipelineOptionsSchema } from '../pipeline.config';
import { ParseStage } from '../stages/1-parse/parse.stage';
import { NormalizeStage } from '../stages/2-normalize/normalize.stage';
import { AliasNormalizer } from '../stages/2-normalize/shippers/alias/alias.normalizer';
import { EnrichStage } from '../stages/3-enrich/enrich.stage';
import { FolderRules } from '../stages/4-match/rules/folder-rules';
import { aBatch } from '../testing/pipeline-under-test';
import { matchStageOf } from '../testing/match-stage-of';
import { registryOf } from '../testing/registry-of';
import { RECEIVED_AT } from '../testing/simulation-under-test';
import { FramedLines } from './framed-lines';
import { simulatedLines } from './simulated-lines';
import { Simulation, TooManyHangs } from './simulation';

const options = z.strictObject({});
const common = { stability: 'beta', options, reads: ['message'], writes: ['*'] } as const;

@UnwrapperPlugin({ type: 'list', stability: 'beta', options })
class ListUnwrapper implements Unwrapper {
  claims({ list }: JsonRecord): boolean {
    return Array.isArray(list);
  }

  unwrap({ list }: JsonRecord): readonly JsonRecord[] {
    return list as JsonRecord[];
  }
}

/** Joins what begins alike, drops what is noise, throws on what is poison, and never ends with what hangs. */
@NormalizerPlugin({ ...common, type: 'odd', understands: 'content', drops: ['noise'] })
class OddNormalizer implements Normalizer {
  private turns = 0;

  claims({ message }: SecurityEvent): boolean {
    return /^(part|noise|poison|hang)/.test(message);
  }

  joinKey({ message }: SecurityEvent): string | undefined {
    return message.startsWith('part') ? 'parts' : undefined;
  }

  normalize({ message }: SecurityEvent): EventPatch | ReturnType<typeof drop> {
    while (message === 'hang') this.turns += 1;
    if (message === 'poison') throw new Error('poisoned');
    return message === 'noise' ? drop('noise') : { 'event.action': 'alone' };
  }

  normalizeJoined(
    events: readonly SecurityEvent[],
    _options: unknown,
    _contexts: readonly NormalizerContext[],
  ): EventPatch {
    return { message: events.map(({ message }) => message).join('+') };
  }
}

class CountedRuns extends PluginMetrics {
  readonly runs: PluginRun[] = [];
  override record(run: PluginRun): void {
    this.runs.push(run);
  }
}

async function simulationOf(metrics: PluginMetrics): Promise<Simulation> {
  const settings = pipelineOptionsSchema.parse({ pluginSeconds: 0.5 });
  const registry = registryOf([new ListUnwrapper(), new OddNormalizer(), new AliasNormalizer()]);
  const normalize = new NormalizeStage(registry, metrics, settings);
  const enrich = new EnrichStage(registry, metrics, settings);
  const match = await matchStageOf(new FolderRules({ stock: true, folders: {} }));
  for (const stage of [normalize, enrich]) await stage.onModuleInit();
  return new Simulation(new Understanding(new ParseStage(settings), normalize, enrich, match), settings);
}

describe('what lines become by plug-ins that split, join, drop and fail', () => {
  const metrics = new CountedRuns();
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulationOf(metrics);
  });

  const simulate = (lines: readonly string[], hangs?: number) =>
    simulation
      .open({ source: 'test', receivedAt: RECEIVED_AT, traces: true, hangs })
      .send(lines.map((line, index) => ({ number: index + 1, bytes: Buffer.from(line) })));

  it('is told by the numbers of the lines', async () => {
    const lines = ['part 1', 'noise', 'part 2', '{"list":[{"msg":"a"},{"msg":"noise"},{"msg":"b"}]}', 'poison'];
    const told = await simulate(lines);
    expect(told).toMatchObject([
      { outcome: 'event', line: 1, event: { message: 'part 1+part 2' } },
      { outcome: 'dropped', line: 2, rule: 'noise' },
      { outcome: 'joined', line: 3, to: 1 },
      { outcome: 'event', line: 4, event: { message: 'a' } },
      { outcome: 'event', line: 4, event: { message: 'b' } },
      { outcome: 'dropped', line: 4, rule: 'noise' },
      { outcome: 'event', line: 5 },
    ]);
  });

  it('is traced through the envelope, and a failure stands in the notes', async () => {
    const [a, , poison] = await simulate(['{"list":[{"msg":"a"},{"msg":"b"}]}', 'poison']);
    expect(a).toMatchObject({
      trace: [{ plugin: 'list' }, { plugin: 'alias', changes: [{ field: 'message', after: 'a' }] }],
    });
    expect(poison).toMatchObject({
      trace: [{ plugin: 'alias' }, { plugin: 'odd', notes: ['Plug-in odd failed: poisoned; it was skipped'] }],
    });
  });

  it('counts for no figures, and no plug-in is passed over for what it fails on', async () => {
    await simulate(Array.from({ length: 500 }, () => 'poison'));
    const [part] = await simulate(['part 1']);
    expect(part).toMatchObject({ event: { 'event.action': 'alone' } });
    expect(metrics.runs).toEqual([]);
  });

  it('is parked where a plug-in does not end with a line, which is not held against it afterwards', async () => {
    const told = await simulate(['hang', 'part 1', 'hang', 'hang', 'hang']);
    expect(told.map(({ outcome }) => outcome)).toEqual(['parked', 'event', 'parked', 'parked', 'parked']);
    expect(told[0]).toMatchObject({ code: 'plugin.hung' });
    expect(await simulate(['part 1'])).toMatchObject([{ event: { 'event.action': 'alone' } }]);
  });

  it('is not told when that would take longer than who asked may wait', async () => {
    await expect(simulate(['hang', 'hang'], 1)).rejects.toThrow(TooManyHangs);
    expect(await simulate(['hang', 'a'], 1)).toMatchObject([{ outcome: 'parked' }, { outcome: 'event' }]);
  });
});

describe(simulatedLines.name, () => {
  it('parks what no store would take', () => {
    const underWay = new BatchUnderWay(aBatch(['{}']), [Buffer.from('{}')]);
    const context = { source: 'test', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
    const event = { '@timestamp': '2026-02-30T00:00:00.000Z', message: '' };
    underWay.events = [{ position: 0, id: 'batch-1-0', event, context }];
    const framed = new FramedLines();
    framed.add(7, [{ line: Buffer.from('{}') }]);
    expect(simulatedLines(underWay, framed)).toMatchObject([
      { outcome: 'parked', line: 7, stage: 'store', code: 'store.rejected', reason: expect.any(String) as unknown },
    ]);
  });
});
