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
  /** Rules by which it may drop an event; `*` when its configuration names them. None when not given. */
  readonly drops?: readonly string[];
  /** `skip` when not given. */
  readonly onFailure?: FailurePolicy;
  /** Most µs of CPU an event may cost on average; what keeps costing more is passed over for a while. 1,000 when not given. */
  readonly budgetMicros?: number;
  /** Whether it runs without being named in the settings; when not given, it does. */
  readonly isOnByDefault?: boolean;
  /**
   * Whether a source may have options of its own; when not given, it may. Otherwise a source may only turn it on or off: what it keeps is
   * one for the process.
   */
  readonly differsBySource?: boolean;
}

/** A declaration with its defaults filled in. */
export type PluginManifest = Required<PluginDeclaration>;

/** What a normalizer understands; see {@link NormalizerPlugin}. */
export type NormalizerLayer = 'dialect' | 'header' | 'content' | 'finish';

export interface NormalizerManifest extends PluginManifest {
  readonly understands: NormalizerLayer;
}

const DEFAULT_ORDER = 500;
/** Far above what any of ours costs: it is for what has gone wrong, not for what is slow. */
const DEFAULT_BUDGET_MICROS = 1_000;

/** Fills in what the declaration leaves out. */
export function manifestOf<D extends PluginDeclaration>(declaration: D): D & PluginManifest {
  return {
    ...declaration,
    order: declaration.order ?? DEFAULT_ORDER,
    drops: declaration.drops ?? [],
    onFailure: declaration.onFailure ?? 'skip',
    budgetMicros: declaration.budgetMicros ?? DEFAULT_BUDGET_MICROS,
    isOnByDefault: declaration.isOnByDefault ?? true,
    differsBySource: declaration.differsBySource ?? true,
  };
}
