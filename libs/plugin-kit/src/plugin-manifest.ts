import type { z } from 'zod';

export type Stability = 'stable' | 'beta' | 'experimental';

/** What becomes of an event on which a plug-in throws: it goes on without the plug-in, or it is parked. */
export type FailurePolicy = 'skip' | 'park';

/** What the author of a plug-in says of it. */
export interface PluginDeclaration {
  /** Public name in `lower_snake_case`: stands in configuration, metrics and docs, so a rename breaks users. */
  readonly type: string;
  /** Smaller runs earlier, ties by type; 500 when not given. */
  readonly order?: number;
  readonly stability: Stability;
  /** A strict object: unknown keys are refused at start. Every option has a description and, where one is safe, a default. */
  readonly options: z.ZodObject;
  readonly reads: readonly string[];
  /** Fields it may set: a name, a family (`source.geo.*`), or `*`. A patch with any other field is refused whole. */
  readonly writes: readonly string[];
  /** `skip` when not given. */
  readonly onFailure?: FailurePolicy;
}

/** A declaration with its defaults filled in. */
export type PluginManifest = Required<PluginDeclaration>;

/** What a normalizer understands; see {@link NormalizerPlugin}. */
export type NormalizerLayer = 'dialect' | 'content';

export interface NormalizerManifest extends PluginManifest {
  readonly understands: NormalizerLayer;
}

const DEFAULT_ORDER = 500;

/** Fills in what the declaration leaves out. */
export function manifestOf<D extends PluginDeclaration>(declaration: D): D & PluginManifest {
  return {
    ...declaration,
    order: declaration.order ?? DEFAULT_ORDER,
    onFailure: declaration.onFailure ?? 'skip',
  };
}

/** Answers whether a field may be written under a list of names, families and `*`. */
export function writePermission(writes: readonly string[]): (field: string) => boolean {
  if (writes.includes('*')) return () => true;
  const names = new Set(writes);
  const families = writes.filter((write) => write.endsWith('.*')).map((write) => write.slice(0, -1));
  return (field) => names.has(field) || families.some((family) => field.startsWith(family));
}
