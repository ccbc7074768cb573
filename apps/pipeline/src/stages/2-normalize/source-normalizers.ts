import {
  configureForSources,
  NormalizerChain,
  preparePlugins,
  Unwrapping,
  type ConfiguredNormalizer,
  type ConfiguredUnwrapper,
  type PluginMetrics,
  type PluginRegistry,
  type PluginWitness,
} from '@tocsin/plugin-kit';

import { settingsBySource } from '../../plugins/settings-by-source';
import type { PipelineOptions } from '../../pipeline.config';

/** What is run over the events of one source. */
export interface Normalizers {
  readonly chain: NormalizerChain;
  /** New for each pass over a batch: it counts. */
  readonly unwrapping: () => Unwrapping;
}

interface Configured {
  readonly unwrappers: readonly ConfiguredUnwrapper[];
  readonly normalizers: readonly ConfiguredNormalizer[];
}

/** The normalizers of every source: those of all, and what the configuration says of some. */
export class SourceNormalizers {
  private readonly chains = new Map<Configured, NormalizerChain>();

  private constructor(
    private readonly common: Configured,
    private readonly bySource: ReadonlyMap<string, Configured>,
    private readonly metrics: PluginMetrics,
  ) {}

  /** @throws {ConfigError} */
  static async prepare(
    registry: PluginRegistry,
    metrics: PluginMetrics,
    options: PipelineOptions,
  ): Promise<SourceNormalizers> {
    const own = settingsBySource(options);
    const unwrappers = configureForSources(
      registry.unwrappers(),
      { settings: options.unwrappers, at: 'pipeline.unwrappers' },
      own.map(({ settings, at }) => ({ settings: settings.unwrappers, at: `${at}.unwrappers` })),
    );
    const normalizers = configureForSources(
      registry.normalizers(),
      { settings: options.normalizers, at: 'pipeline.normalizers' },
      own.map(({ settings, at }) => ({ settings: settings.normalizers, at: `${at}.normalizers` })),
    );
    const common = { unwrappers: unwrappers.common, normalizers: normalizers.common };
    const bySource = new Map(
      own.map(
        ({ source }, n) => [source, { unwrappers: unwrappers.each[n]!, normalizers: normalizers.each[n]! }] as const,
      ),
    );
    await preparePlugins([unwrappers, normalizers].flatMap(({ common: all, each }) => [...all, ...each.flat()]));
    return new SourceNormalizers(common, bySource, metrics);
  }

  for(source: string, witness?: PluginWitness): Normalizers {
    const configured = this.bySource.get(source) ?? this.common;
    const chain =
      witness === undefined
        ? this.chainOf(configured)
        : new NormalizerChain(configured.normalizers, this.metrics, witness);
    return { chain, unwrapping: () => new Unwrapping(configured.unwrappers, this.metrics, witness) };
  }

  private chainOf(configured: Configured): NormalizerChain {
    const chain = this.chains.get(configured) ?? new NormalizerChain(configured.normalizers, this.metrics);
    this.chains.set(configured, chain);
    return chain;
  }
}
