import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { configurePlugins, NormalizerChain, PluginMetrics, PluginRegistry, preparePlugins } from '@tocsin/plugin-kit';

import type { BatchUnderWay } from '../../batch/batch-under-way';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';

/** Stage 2: every event in our vocabulary. */
@Injectable()
export class NormalizeStage implements OnModuleInit {
  private chain: NormalizerChain;

  constructor(
    private readonly registry: PluginRegistry,
    private readonly metrics: PluginMetrics,
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    const { normalizers } = this.options;
    const configured = configurePlugins(this.registry.normalizers(), normalizers, 'pipeline.normalizers');
    await preparePlugins(configured);
    this.chain = new NormalizerChain(configured, this.metrics);
  }

  run(underWay: BatchUnderWay): void {
    this.chain.run(underWay.events);
    underWay.setRefusedAside('normalize');
    for (const { event, context } of underWay.events)
      event['tocsin.lag_ms'] = context.receivedAt - Date.parse(event['@timestamp']);
  }
}
