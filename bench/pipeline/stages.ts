import { NestFactory } from '@nestjs/core';
import { eventDay } from '@tocsin/event-model';
import { encodeDocument, examineForStore } from '@tocsin/event-store';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import type { PluginMetrics } from '@tocsin/plugin-kit';
import type { INestApplicationContext } from '@nestjs/common';

import { BatchUnderWay } from '../../apps/pipeline/src/batch/batch-under-way';
import { pipelineOptionsSchema } from '../../apps/pipeline/src/pipeline.config';
import { OfflineSimulationModule } from '../../apps/pipeline/src/simulation/offline/offline-simulation.module';
import { stderrLogger } from '../../apps/pipeline/src/simulation/offline/stderr-logger';
import { ParseStage } from '../../apps/pipeline/src/stages/1-parse/parse.stage';
import { NormalizeStage } from '../../apps/pipeline/src/stages/2-normalize/normalize.stage';
import { EnrichStage } from '../../apps/pipeline/src/stages/3-enrich/enrich.stage';
import { MatchStage } from '../../apps/pipeline/src/stages/4-match/match.stage';
import { RuleReport } from '../../apps/pipeline/src/stages/4-match/rule-report';
import { FolderRules } from '../../apps/pipeline/src/stages/4-match/rules/folder-rules';
import type { Meter } from './meter';
import type { SampleBatch } from './sample-batches';

const ACTION = '{"create":{"_index":"events-2026.11.26"}}\n';

/** Rules under a name to report them by. */
export interface RuleFolder {
  readonly name: string;
  readonly folder: string | undefined;
}

/** The stages of a worker that have no engine behind them, each to be measured alone. */
export class MeasuredStages {
  private constructor(
    readonly app: INestApplicationContext,
    private readonly matches: ReadonlyMap<string, MatchStage>,
  ) {}

  static async start(figures: PluginMetrics, rules: readonly RuleFolder[]): Promise<MeasuredStages> {
    const options = pipelineOptionsSchema.parse({});
    const app = await NestFactory.createApplicationContext(
      OfflineSimulationModule.register(options, { stock: true, folders: {} }, figures),
      {
        logger: stderrLogger,
      },
    );
    const matches = new Map<string, MatchStage>();
    for (const { name, folder } of rules) {
      const metrics = new Metrics();
      const folders = folder === undefined ? {} : { [name]: folder };
      const source = new FolderRules({ stock: folder === undefined, folders });
      const stage = new MatchStage(source, new RuleReport(metrics, new ReadinessChecks()), metrics);
      await stage.onModuleInit();
      matches.set(name, stage);
    }
    return new MeasuredStages(app, matches);
  }

  /** Rules by the name of their folder. */
  ruleCounts(): Record<string, number> {
    return Object.fromEntries([...this.matches].map(([name, { ruleCount }]) => [name, ruleCount]));
  }

  /** Takes a batch through all stages, each measured by itself. */
  async run({ batch, lines }: SampleBatch, meter: Meter): Promise<BatchUnderWay> {
    const underWay = await this.enrich({ batch, lines }, meter);
    for (const [name, stage] of this.matches) meter.time(`match ${name}`, batch.id, () => stage.run(underWay));
    meter.time('encode', batch.id, () => encoded(underWay));
    return underWay;
  }

  /** The same, up to what lists know. */
  async enrich({ batch, lines }: Pick<SampleBatch, 'batch' | 'lines'>, meter: Meter): Promise<BatchUnderWay> {
    const underWay = new BatchUnderWay(batch, lines);
    meter.time('parse', batch.id, () => this.app.get(ParseStage).run(underWay));
    meter.time('normalize', batch.id, () => this.app.get(NormalizeStage).run(underWay));
    await meter.timeAsync('enrich', batch.id, () => this.app.get(EnrichStage).run(underWay));
    return underWay;
  }
}

/** The body of a bulk. */
function encoded({ batch, events }: BatchUnderWay): Buffer {
  const lines = events.map(({ id, event }) => {
    const examined = examineForStore({ id, day: eventDay(event, batch.receivedAt), event });
    return 'refused' in examined ? '' : `${ACTION}${encodeDocument(examined)}\n`;
  });
  return Buffer.from(lines.join(''));
}
