import type { EventPatch } from '@tocsin/event-model';

import type { ConfiguredPlugin } from './configured-plugin';
import { asksForBatches, type BatchEnricher, type Enricher, type EventEnricher } from './enricher';
import type { PluginManifest } from './plugin-manifest';
import { PluginPass, type EventUnderWay, type PluginMetrics } from './plugin-run';

export type ConfiguredEnricher = ConfiguredPlugin<PluginManifest, Enricher>;

/** All enrichers, in order, over a batch. */
export class EnricherChain {
  constructor(
    private readonly enrichers: readonly ConfiguredEnricher[],
    private readonly metrics: PluginMetrics,
  ) {}

  async run(items: readonly EventUnderWay[], signal: AbortSignal): Promise<void> {
    for (const enricher of this.enrichers) {
      const pass = new PluginPass(enricher);
      const open = items.filter((item) => item.refusal === undefined);
      if (asksForBatches(enricher.plugin)) await this.runBatch(pass, enricher, open, signal);
      else this.runEach(pass, enricher, open);
      this.metrics.record(pass.end());
    }
  }

  private runEach(pass: PluginPass, { plugin, options }: ConfiguredEnricher, items: readonly EventUnderWay[]): void {
    const enricher = plugin as EventEnricher;
    for (const item of items) pass.run(item, ({ event }) => enricher.enrich(event, options));
  }

  private async runBatch(
    pass: PluginPass,
    { plugin, options }: ConfiguredEnricher,
    items: readonly EventUnderWay[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const events = items.map(({ event }) => event);
      const patches = await (plugin as BatchEnricher).enrichBatch(events, options, signal);
      if (patches.length !== items.length) throw new RangeError('it did not answer one patch per event');
      items.forEach((item, position) => pass.run(item, () => patches[position] as EventPatch));
    } catch (error) {
      for (const item of items) pass.fail(item, error);
    }
  }
}
