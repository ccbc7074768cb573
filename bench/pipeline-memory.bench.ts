import { fillWatchlist, residentMiB } from './pipeline/memory';
import { Meter } from './pipeline/meter';
import { PluginTimes } from './pipeline/plugin-times';
import { sampleBatches } from './pipeline/sample-batches';
import { MeasuredStages } from './pipeline/stages';

const ROUNDS = 15;
const WATCHLIST_TERMS = 1_000_000;

/** What a worker that has seen some work holds in memory, without lists and with large ones, and what they cost an event. */
async function main(): Promise<void> {
  const stages = await MeasuredStages.start(new PluginTimes(), []);
  const withoutLists = await work(stages);
  fillWatchlist(stages.app, WATCHLIST_TERMS);
  const withTerms = await work(stages);
  process.send?.({ terms: WATCHLIST_TERMS, withoutLists, withTerms });
  await stages.app.close();
}

async function work(stages: MeasuredStages): Promise<{ mebibytes: number; enrichMicros: number }> {
  const batches = sampleBatches(2);
  const meter = new Meter();
  for (let round = 0; round < ROUNDS; round += 1) for (const batch of batches) await stages.enrich(batch, meter);
  const ids = batches.map(({ batch }) => batch.id);
  const events = batches.reduce((sum, { lines }) => sum + lines.length, 0);
  return { mebibytes: residentMiB(), enrichMicros: meter.micros('enrich', ids) / events };
}

process.once('message', () => {
  void main().then(() => process.disconnect());
});
