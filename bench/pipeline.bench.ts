import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Meter } from './pipeline/meter';
import { PluginTimes } from './pipeline/plugin-times';
import { sampleBatches, type SampleBatch } from './pipeline/sample-batches';
import { SAMPLE_KINDS } from './pipeline/sample-lines';
import { MeasuredStages, type RuleFolder } from './pipeline/stages';

interface Task {
  /** A folder of Sigma rules to measure beside ours. */
  readonly rules?: string;
}

const BATCHES_PER_KIND = 5;
const WARM_UP_ROUNDS = 6;
const ROUNDS = 15;

/** One worker's stages on one core, beside what the engine takes to parse the same lines and to write the same events. */
async function main({ rules }: Task): Promise<void> {
  const nothing = mkdtempSync(join(tmpdir(), 'tocsin-no-rules-'));
  const folders: RuleFolder[] = [
    { name: 'off', folder: nothing },
    ...(rules === undefined ? [] : [{ name: 'sigma', folder: rules }]),
    // Last, so that what is encoded is what a worker would write.
    { name: 'stock', folder: undefined },
  ];
  const times = new PluginTimes();
  const stages = await MeasuredStages.start(times, folders);
  rmSync(nothing, { recursive: true });
  process.send?.({ ...(await measure(stages, times)), rules: stages.ruleCounts() });
  await stages.app.close();
}

async function measure(stages: MeasuredStages, times: PluginTimes) {
  const batches = sampleBatches(BATCHES_PER_KIND);
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await runAll(stages, batches, new Meter());
  const meter = new Meter();
  const pluginRounds: ReadonlyMap<string, number>[] = [];
  times.take();
  for (let round = 0; round < ROUNDS; round += 1) {
    await runAll(stages, batches, meter);
    pluginRounds.push(times.take());
  }
  const names = ['JSON.parse', 'JSON.stringify', 'parse', 'normalize', 'enrich', ...matchNames(stages), 'encode'];
  const stepsOf = (some: readonly SampleBatch[]) => {
    const ids = some.map(({ batch }) => batch.id);
    return Object.fromEntries(names.map((name) => [name, meter.micros(name, ids) / eventsOf(some)]));
  };
  return {
    events: eventsOf(batches),
    bytesPerEvent:
      batches.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.length, 0) / eventsOf(batches),
    steps: stepsOf(batches),
    kinds: SAMPLE_KINDS.map(({ name }) => ({
      kind: name,
      steps: stepsOf(batches.filter(({ kind }) => kind === name)),
    })),
    plugins: pluginMicros(pluginRounds, eventsOf(batches)),
  };
}

async function runAll(stages: MeasuredStages, batches: readonly SampleBatch[], meter: Meter): Promise<void> {
  for (const one of batches) {
    const { id } = one.batch;
    const texts = one.lines.map((line) => line.toString('utf8'));
    meter.time('JSON.parse', id, () => texts.map((text) => JSON.parse(text) as unknown));
    const { events } = await stages.run(one, meter);
    meter.time('JSON.stringify', id, () => events.map(({ event }) => JSON.stringify(event)));
  }
}

function eventsOf(batches: readonly SampleBatch[]): number {
  return batches.reduce((sum, { lines }) => sum + lines.length, 0);
}

function matchNames(stages: MeasuredStages): string[] {
  return Object.keys(stages.ruleCounts()).map((name) => `match ${name}`);
}

/** Of the quietest round. */
function pluginMicros(rounds: readonly ReadonlyMap<string, number>[], events: number): Record<string, number> {
  const types = [...(rounds[0]?.keys() ?? [])];
  const micros = (type: string) => Math.min(...rounds.map((round) => round.get(type) ?? 0)) * (1e6 / events);
  return Object.fromEntries(types.map((type) => [type, micros(type)]));
}

process.once('message', (task: Task) => {
  void main(task).then(() => process.disconnect());
});
