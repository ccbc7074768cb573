import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { configurePlugins, EnricherChain, PluginMetrics, PluginRegistry, preparePlugins } from '@tocsin/plugin-kit';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';

/** Whoever asks others for a batch gives up after this. */
const ANSWER_WITHIN_MS = 10_000;

/** Stage 3: what we know of the addresses and names of an event. */
@Injectable()
export class EnrichStage implements OnModuleInit {
  private chain: EnricherChain;

  constructor(
    private readonly registry: PluginRegistry,
    private readonly metrics: PluginMetrics,
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    const configured = configurePlugins(this.registry.enrichers(), this.options.enrichers, 'pipeline.enrichers');
    await preparePlugins(configured);
    this.chain = new EnricherChain(configured, this.metrics);
  }

  async run(underWay: BatchUnderWay): Promise<void> {
    await this.chain.run(underWay.events, AbortSignal.timeout(ANSWER_WITHIN_MS));
    underWay.setRefusedAside('enrich');
  }
}
