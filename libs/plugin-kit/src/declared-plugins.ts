import { MODULE_METADATA } from '@nestjs/common/constants';
import type { DynamicModule, Type } from '@nestjs/common';

import { EnricherMark } from './enricher';
import { NormalizerMark } from './normalizer';
import type { NormalizerManifest, PluginManifest } from './plugin-manifest';
import { TapMark } from './tap';
import { UnwrapperMark } from './unwrapper';

export type PluginKind = 'unwrapper' | 'normalizer' | 'enricher' | 'tap';

/** A plug-in as it is declared, whether or not it is running. */
export interface DeclaredPlugin {
  readonly kind: PluginKind;
  readonly manifest: PluginManifest & Partial<Pick<NormalizerManifest, 'understands'>>;
}

const MARKS: readonly (readonly [PluginKind, string])[] = [
  ['unwrapper', UnwrapperMark.KEY],
  ['normalizer', NormalizerMark.KEY],
  ['enricher', EnricherMark.KEY],
  ['tap', TapMark.KEY],
];

/** Every plug-in that modules bring, and the modules they import: read off the classes, nothing is started. */
export function declaredPlugins(modules: readonly Type[]): DeclaredPlugin[] {
  const seen = new Set<unknown>();
  const plugins: DeclaredPlugin[] = [];
  const visit = (module: unknown): void => {
    if (typeof module !== 'function' || seen.has(module)) return;
    seen.add(module);
    for (const provider of listOf(module, MODULE_METADATA.PROVIDERS)) plugins.push(...declared(provider));
    for (const imported of listOf(module, MODULE_METADATA.IMPORTS))
      visit((imported as Partial<DynamicModule>).module ?? imported);
  };
  modules.forEach(visit);
  return plugins;
}

function listOf(module: object, key: string): readonly unknown[] {
  return (Reflect.getMetadata(key, module) as readonly unknown[] | undefined) ?? [];
}

function declared(provider: unknown): DeclaredPlugin[] {
  if (typeof provider !== 'function') return [];
  return MARKS.flatMap(([kind, key]) => {
    const manifest = Reflect.getMetadata(key, provider) as PluginManifest | undefined;
    return manifest === undefined ? [] : [{ kind, manifest }];
  });
}
