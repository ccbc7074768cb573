import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  configureForSources,
  EnricherChain,
  PluginMetrics,
  PluginRegistry,
  preparePlugins,
  supervise,
  type ConfiguredEnricher,
  type SettingsSection,
} from '@tocsin/plugin-kit';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { settingsBySource } from '../../plugins/settings-by-source';

/** Whoever asks others for a batch gives up after this. */
const ANSWER_WITHIN_MS = 10_000;

function sectionOf(at: string, { enrichers }: Pick<PipelineOptions, 'enrichers'>): SettingsSection {
  return { settings: enrichers, at: `${at}.enrichers` };
}

/** Stage 3: what we know of the addresses and names of an event. */
@Injectable()
export class EnrichStage implements OnModuleInit {
  private common: readonly ConfiguredEnricher[];
  private bySource: ReadonlyMap<string, readonly ConfiguredEnricher[]>;

  constructor(
    private readonly registry: PluginRegistry,
    private readonly metrics: PluginMetrics,
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    const found = this.registry.enrichers();
    const own = settingsBySource(this.options);
    const { common, each } = configureForSources(
      found,
      sectionOf('pipeline', this.options),
      own.map(({ at, settings }) => sectionOf(at, settings)),
    );
    this.common = common;
    this.bySource = new Map(own.map(({ source }, position) => [source, each[position] ?? common]));
    await preparePlugins([...common, ...each.flat()]);
  }

  /** @throws {PluginHung} */
  async run(underWay: BatchUnderWay): Promise<void> {
    const enrichers = this.bySource.get(underWay.batch.source) ?? this.common;
    const chain = new EnricherChain(enrichers, this.metrics, underWay.witness);
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    await chain.run(underWay.events, signal, (work) => supervise(work, this.options.pluginSeconds));
    underWay.setAside('enrich');
  }
}
