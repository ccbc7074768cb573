import { isDeepStrictEqual } from 'node:util';

import { ConfigError } from '@tocsin/config';

import { configurePlugins, type ConfiguredPlugin, type FoundPlugin, type PluginSettings } from './configured-plugin';
import type { PluginManifest } from './plugin-manifest';

/** Settings of one kind of plug-in, for all sources or for one. */
export interface SettingsSection {
  readonly settings: PluginSettings;
  /** Where they stand, for messages: `pipeline.sources.branch.enrichers`. */
  readonly at: string;
}

/** Options of one plug-in, each different, with where they were first said. */
type Known = Map<unknown, { readonly at: string; readonly options: unknown }[]>;

/**
 * Configures plug-ins for all sources, and for each that has settings of its own, in their order. Options of a plug-in that say the same
 * are one object, so that it prepares for them once.
 * @throws {ConfigError} also when a source wants options of its own of a plug-in that keeps one thing for all.
 */
export function configureForSources<M extends PluginManifest, P>(
  found: readonly FoundPlugin<M, P>[],
  common: SettingsSection,
  own: readonly SettingsSection[],
): { common: ConfiguredPlugin<M, P>[]; each: ConfiguredPlugin<M, P>[][] } {
  const known: Known = new Map();
  const problems: string[] = [];
  const share = ({ settings, at }: SettingsSection): ConfiguredPlugin<M, P>[] =>
    configurePlugins(found, settings, at).map((plugin) => sharing(plugin, at, known));
  const all = share(common);
  const each = own.map((section) => collecting(problems, () => share(section)));
  problems.push(...differences(found, known));
  if (problems.length > 0) throw new ConfigError(problems);
  return { common: all, each };
}

function collecting<T>(problems: string[], configure: () => T[]): T[] {
  try {
    return configure();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return [];
  }
}

/** The plug-in with the options object of whoever had the same before. */
function sharing<M extends PluginManifest, P>(
  configured: ConfiguredPlugin<M, P>,
  at: string,
  known: Known,
): ConfiguredPlugin<M, P> {
  const others = known.get(configured.plugin) ?? [];
  const same = others.find(({ options }) => isDeepStrictEqual(options, configured.options));
  if (same !== undefined) return { ...configured, options: same.options };
  known.set(configured.plugin, [...others, { at, options: configured.options }]);
  return configured;
}

function differences(found: readonly FoundPlugin<PluginManifest, unknown>[], known: Known): string[] {
  return found.flatMap(({ manifest: { type, differsBySource }, plugin }) => {
    const [first, ...others] = differsBySource ? [] : (known.get(plugin) ?? []);
    return others.map(
      ({ at }) =>
        `${at}.${type}: a source may turn it on or off, but its options are one for all, and those at ${first?.at}.${type} are others`,
    );
  });
}
