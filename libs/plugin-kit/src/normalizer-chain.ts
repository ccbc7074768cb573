import type { ConfiguredPlugin } from './configured-plugin';
import type { Normalizer, NormalizerContext } from './normalizer';
import type { NormalizerLayer, NormalizerManifest } from './plugin-manifest';
import { PluginPass, type EventUnderWay, type PluginMetrics } from './plugin-run';

export type ConfiguredNormalizer = ConfiguredPlugin<NormalizerManifest, Normalizer>;

/** An event to be normalized, with what its normalizers may know of it. */
export interface EventDraft extends EventUnderWay {
  readonly context: NormalizerContext;
}

/** All normalizers, over a batch: for each event the first of its dialect, then everyone who understands its content. */
export class NormalizerChain {
  private readonly dialects: readonly ConfiguredNormalizer[];
  private readonly contents: readonly ConfiguredNormalizer[];

  constructor(
    normalizers: readonly ConfiguredNormalizer[],
    private readonly metrics: PluginMetrics,
  ) {
    const layer = (name: NormalizerLayer) => normalizers.filter(({ manifest }) => manifest.understands === name);
    this.dialects = layer('dialect');
    this.contents = layer('content');
  }

  run(drafts: readonly EventDraft[]): void {
    let unclaimed = drafts;
    for (const normalizer of this.dialects) unclaimed = this.runOne(normalizer, unclaimed);
    for (const normalizer of this.contents) this.runOne(normalizer, drafts);
  }

  /** @returns the drafts that are still open to the next: not claimed, or claimed by a plug-in that then failed. */
  private runOne(normalizer: ConfiguredNormalizer, drafts: readonly EventDraft[]): readonly EventDraft[] {
    const { plugin, options } = normalizer;
    const pass = new PluginPass(normalizer);
    const patchFor = ({ event, context }: EventDraft) =>
      plugin.claims(event, context) ? plugin.normalize(event, options, context) : undefined;
    const open: EventDraft[] = [];
    for (const draft of drafts) {
      if (draft.refusal === undefined && !pass.run(draft, patchFor)) open.push(draft);
    }
    this.metrics.record(pass.end());
    return open;
  }
}
