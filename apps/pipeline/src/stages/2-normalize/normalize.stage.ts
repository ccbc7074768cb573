import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PluginMetrics, PluginRegistry, supervise } from '@tocsin/plugin-kit';

import type { BatchEvent, BatchUnderWay } from '../../batch/batch-under-way';
import { PIPELINE_OPTIONS } from '../../pipeline-options';
import type { PipelineOptions } from '../../pipeline.config';
import { keepDisplaced, rememberTold } from './displaced-words';
import { embeddedRecord, putOuterBack, setOuterAside } from './embedded-record';
import { identifyStates } from './identify-states';
import { SourceNormalizers, type Normalizers } from './source-normalizers';
import { piecesOf, unfold } from './unfold';

/** Stage 2: every event in our vocabulary. */
@Injectable()
export class NormalizeStage implements OnModuleInit {
  private normalizers: SourceNormalizers;

  constructor(
    private readonly registry: PluginRegistry,
    private readonly metrics: PluginMetrics,
    @Inject(PIPELINE_OPTIONS) private readonly options: PipelineOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    this.normalizers = await SourceNormalizers.prepare(this.registry, this.metrics, this.options);
  }

  /** @throws {PluginHung} */
  run(underWay: BatchUnderWay): void {
    const normalizers = this.normalizers.for(underWay.batch.source, underWay.witness);
    supervise(() => this.normalize(underWay, normalizers), this.options.pluginSeconds);
    underWay.setAside('normalize');
    for (const { event, context } of underWay.events)
      event['tocsin.lag_ms'] = context.receivedAt - Date.parse(event['@timestamp']);
  }

  private normalize(underWay: BatchUnderWay, normalizers: Normalizers): void {
    const { chain } = normalizers;
    underWay.events = unfold(underWay.events, normalizers.unwrapping());
    chain.readDialects(underWay.events);
    chain.readHeaders(underWay.events);
    const told = rememberTold(underWay.events);
    underWay.events = this.openEmbedded(underWay.events, normalizers);
    chain.readContents(underWay.events);
    keepDisplaced(underWay.events, told);
    chain.finish(underWay.events);
    underWay.events = identifyStates(underWay.events);
  }

  /** A message that is itself a record is read like one that came alone, over what the line around it said. */
  private openEmbedded(events: readonly BatchEvent[], normalizers: Normalizers): readonly BatchEvent[] {
    const opened: BatchEvent[] = [];
    const all = events.flatMap((one) => {
      const record = embeddedRecord(one.event.message, this.options.maxDepth);
      if (record === undefined) return [one];
      const inner = { ...one, context: { ...one.context, record } };
      const pieces = piecesOf(inner, normalizers.unwrapping()) ?? [inner];
      opened.push(...pieces);
      return pieces;
    });
    if (opened.length === 0) return events;
    const outer = opened.map(({ event }) => setOuterAside(event));
    normalizers.chain.readDialects(opened);
    for (const [index, { event }] of opened.entries()) putOuterBack(event, outer[index]);
    return all;
  }
}
