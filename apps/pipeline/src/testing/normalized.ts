import { encodeBatch, type EventBatch, type SecurityEvent } from '@tocsin/event-model';
import { PluginMetrics } from '@tocsin/plugin-kit';

import { openBatch } from '../batch/open-batch';
import { pipelineOptionsSchema } from '../pipeline.config';
import { ParseStage } from '../stages/1-parse/parse.stage';
import { NormalizeStage } from '../stages/2-normalize/normalize.stage';
import { aBatch } from './pipeline-under-test';
import { registryOf } from './registry-of';

class NoMetrics extends PluginMetrics {
  override record(): void {
    // Nobody looks at the figures of these.
  }
}

/** What lines become by the given unwrappers and normalizers, as in the pipeline; a record stands for its JSON. */
export async function normalized(
  plugins: readonly object[],
  lines: readonly (string | object)[],
  batch: Partial<EventBatch> = {},
): Promise<SecurityEvent[]> {
  const options = pipelineOptionsSchema.parse({});
  const stage = new NormalizeStage(registryOf(plugins), new NoMetrics(), options);
  await stage.onModuleInit();
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const underWay = openBatch(encodeBatch(aBatch(texts, batch)));
  new ParseStage(options).run(underWay);
  stage.run(underWay);
  return underWay.events.map(({ event }) => event);
}
