import type { EventPatch } from '@tocsin/event-model';

import type { ConfiguredPlugin } from './configured-plugin';
import type { Drop } from './drop';
import { asksForBatches, type BatchEnricher, type Enricher, type EventEnricher } from './enricher';
import type { PluginManifest } from './plugin-manifest';
import { isOpen, PluginPass, type EventUnderWay, type PluginMetrics, type PluginWitness } from './plugin-run';

export type ConfiguredEnricher = ConfiguredPlugin<PluginManifest, Enricher>;

/** Runs what is synchronous, and may stop it when it does not end. */
export type Supervision = (work: () => void) => void;

/** All enrichers, in order, over a batch. */
export class EnricherChain {
  constructor(
    private readonly enrichers: readonly ConfiguredEnricher[],
    private readonly metrics: PluginMetrics,
    private readonly witness?: PluginWitness,
  ) {}

  /**
   * @param signal when to give up on those who ask others; an answer that comes later is not waited for
   * @param supervise runs the enrichers that answer from memory, as many as follow each other at once
   */
  async run(items: readonly EventUnderWay[], signal: AbortSignal, supervise: Supervision): Promise<void> {
    for (let at = 0; at < this.enrichers.length;) {
      const next = this.enrichers.findIndex(({ plugin }, position) => position >= at && asksForBatches(plugin));
      const end = next < 0 ? this.enrichers.length : next;
      if (end > at) supervise(() => this.enrichers.slice(at, end).forEach((one) => this.runEach(one, items)));
      const asking = this.enrichers[end];
      if (asking !== undefined) await this.runBatch(asking, items, signal);
      at = end + 1;
    }
  }

  private runEach(configured: ConfiguredEnricher, items: readonly EventUnderWay[]): void {
    const pass = new PluginPass(configured, this.metrics, this.witness);
    const enricher = configured.plugin as EventEnricher;
    for (const item of items) {
      if (!isOpen(item)) continue;
      if (pass.isBypassed) pass.passOver(item);
      else pass.run(item, ({ event }) => enricher.enrich(event, configured.options));
    }
    pass.end();
  }

  private async runBatch(
    configured: ConfiguredEnricher,
    items: readonly EventUnderWay[],
    signal: AbortSignal,
  ): Promise<void> {
    const open = items.filter(isOpen);
    const pass = new PluginPass(configured, this.metrics, this.witness);
    if (pass.isBypassed) for (const item of open) pass.passOver(item);
    else await ask(pass, configured, open, signal);
    // Who waits for others costs them time, not us.
    pass.end(0);
  }
}

async function ask(
  pass: PluginPass,
  { plugin, options }: ConfiguredEnricher,
  items: readonly EventUnderWay[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const events = items.map(({ event }) => event);
    const answer = (plugin as BatchEnricher).enrichBatch(events, options, signal);
    const patches = await Promise.race([answer, whenAborted(signal)]);
    if (!Array.isArray(patches) || patches.length !== items.length)
      throw new RangeError('it did not answer one patch per event');
    items.forEach((item, position) => pass.run(item, () => patches[position] as EventPatch | Drop));
  } catch (error) {
    for (const item of items) pass.fail(item, error);
  }
}

/** Rejects then: a plug-in that takes no notice of the signal must not hold up the batch. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(new Error('it did not answer in time'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
