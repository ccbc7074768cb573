import { DiscoveryService } from '@nestjs/core';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

import type { Drop } from './drop';
import { manifestOf, type PluginDeclaration, type PluginManifest } from './plugin-manifest';

/** Adds what we know to an event, from memory. Synchronous: it stands on the hot path of every event. */
export interface EventEnricher<O = unknown> {
  /** An empty patch when there is nothing to add. */
  enrich(event: Readonly<SecurityEvent>, options: O): EventPatch | Drop;
}

/** Adds what must be asked for: gets the batch and asks once for all of it. */
export interface BatchEnricher<O = unknown> {
  /** One patch per event, in their order. `signal` is aborted when the answer is no longer wanted. */
  enrichBatch(
    events: readonly Readonly<SecurityEvent>[],
    options: O,
    signal: AbortSignal,
  ): Promise<readonly (EventPatch | Drop)[]>;
}

export type Enricher<O = unknown> = EventEnricher<O> | BatchEnricher<O>;

/** Marks a class as an enricher, to be found by the registry. Use {@link EnricherPlugin}. */
export const EnricherMark = DiscoveryService.createDecorator<PluginManifest>();

/** Makes a class an enricher. */
export function EnricherPlugin(declaration: PluginDeclaration): ClassDecorator {
  return EnricherMark(manifestOf(declaration));
}

export function asksForBatches<O>(enricher: Enricher<O>): enricher is BatchEnricher<O> {
  return 'enrichBatch' in enricher;
}
