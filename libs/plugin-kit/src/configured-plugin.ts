import { ConfigError } from '@tocsin/config';
import { z } from 'zod';

import type { PluginManifest } from './plugin-manifest';
import { FieldWriter } from './field-writer';
import { PluginGuard } from './plugin-guard';

/** A plug-in the registry found. */
export interface FoundPlugin<M extends PluginManifest, P> {
  readonly manifest: M;
  readonly plugin: P;
}

/** A plug-in with its checked options, ready to run. */
export interface ConfiguredPlugin<M extends PluginManifest, P> extends FoundPlugin<M, P> {
  readonly options: unknown;
  readonly writer: FieldWriter;
  readonly guard: PluginGuard;
}

/** Implemented by a plug-in that must load something before its first event. What is only away for now must not make it throw. */
export interface Preparable<O = unknown> {
  /** Called once for each set of options it will be given; what it is given with an event is the same object. */
  prepare(options: O): Promise<void>;
}

/** Settings by plug-in type: options, or `false` to turn it off. One that is not named runs with its defaults, unless it is off by default. */
export const pluginSettingsSchema = z
  .record(z.string(), z.union([z.literal(false), z.record(z.string(), z.unknown())]))
  .default({});
export type PluginSettings = z.infer<typeof pluginSettingsSchema>;

/**
 * Joins plug-ins with their settings, in running order.
 * @param section where the settings stand, for messages: `pipeline.enrichers`
 * @throws {ConfigError} with every problem at once, by name and never by value.
 */
export function configurePlugins<M extends PluginManifest, P>(
  found: readonly FoundPlugin<M, P>[],
  settings: PluginSettings,
  section: string,
): ConfiguredPlugin<M, P>[] {
  const problems = [...unknownTypes(found, settings, section), ...doubleTypes(found)];
  const configured: ConfiguredPlugin<M, P>[] = [];
  for (const { manifest, plugin } of found) {
    const given = settings[manifest.type] ?? (manifest.isOnByDefault ? {} : false);
    if (given === false) continue;
    const checked = manifest.options.safeParse(given);
    if (checked.success) configured.push(ready({ manifest, plugin }, checked.data));
    else problems.push(...optionProblems(checked.error, `${section}.${manifest.type}`));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return configured.sort(byOrder);
}

const guards = new WeakMap<object, PluginGuard>();

/** A plug-in that is configured several times, for several sources, is one plug-in all the same. */
function guardOf({ manifest, plugin }: FoundPlugin<PluginManifest, unknown>): PluginGuard {
  const guard = guards.get(plugin as object) ?? new PluginGuard(manifest);
  guards.set(plugin as object, guard);
  return guard;
}

function ready<M extends PluginManifest, P>(found: FoundPlugin<M, P>, options: unknown): ConfiguredPlugin<M, P> {
  return { ...found, options, writer: new FieldWriter(found.manifest.writes), guard: guardOf(found) };
}

/** Loads what the plug-ins need, all at once; each once for the same options. */
export async function preparePlugins(plugins: readonly ConfiguredPlugin<PluginManifest, unknown>[]): Promise<void> {
  const preparable = plugins.filter(({ plugin }) => isPreparable(plugin));
  const once = preparable.filter(
    (one, position) =>
      preparable.findIndex(({ plugin, options }) => plugin === one.plugin && options === one.options) === position,
  );
  await Promise.all(once.map(({ plugin, options }) => (plugin as Preparable).prepare(options)));
}

function isPreparable(plugin: unknown): plugin is Preparable {
  return typeof plugin === 'object' && plugin !== null && 'prepare' in plugin;
}

function unknownTypes(
  found: readonly FoundPlugin<PluginManifest, unknown>[],
  settings: PluginSettings,
  section: string,
): string[] {
  const known = found.map(({ manifest }) => manifest.type).sort();
  return Object.keys(settings)
    .filter((type) => !known.includes(type))
    .map((type) => `${section}.${type}: there is no such plug-in; known are ${known.join(', ')}`);
}

function doubleTypes(found: readonly FoundPlugin<PluginManifest, unknown>[]): string[] {
  const types = found.map(({ manifest }) => manifest.type);
  return types
    .filter((type, position) => types.indexOf(type) !== position)
    .map((type) => `${type}: two plug-ins have this type; give one of them another`);
}

function optionProblems(error: z.ZodError, at: string): string[] {
  return error.issues.map((issue) => `${[at, ...issue.path.map(String)].join('.')}: ${issue.message}`);
}

function byOrder(a: { manifest: PluginManifest }, b: { manifest: PluginManifest }): number {
  return a.manifest.order - b.manifest.order || (a.manifest.type < b.manifest.type ? -1 : 1);
}
