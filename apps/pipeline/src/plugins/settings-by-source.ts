import type { PluginSettings } from '@tocsin/plugin-kit';

import type { PipelineOptions } from '../pipeline.config';

type KindSettings = Pick<PipelineOptions, 'unwrappers' | 'normalizers' | 'enrichers'>;

export interface SourceSettings {
  readonly source: string;
  /** Those of all sources, and in their place what is said of this one. */
  readonly settings: KindSettings;
  /** Where they stand, for messages. */
  readonly at: string;
}

/** The settings of the sources that are configured by themselves. */
export function settingsBySource({
  sources,
  ...common
}: Pick<PipelineOptions, 'sources'> & KindSettings): SourceSettings[] {
  return Object.entries(sources).map(([source, own]) => ({
    source,
    at: `pipeline.sources.${source}`,
    settings: {
      unwrappers: merged(common.unwrappers, own.unwrappers),
      normalizers: merged(common.normalizers, own.normalizers),
      enrichers: merged(common.enrichers, own.enrichers),
    },
  }));
}

function merged(common: PluginSettings, own: PluginSettings): PluginSettings {
  const both = Object.entries(own).map(([type, options]) => {
    const base = common[type];
    return [
      type,
      options === false || base === undefined || base === false ? options : { ...base, ...options },
    ] as const;
  });
  return { ...common, ...Object.fromEntries(both) };
}
