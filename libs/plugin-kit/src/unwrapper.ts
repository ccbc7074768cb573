import { DiscoveryService } from '@nestjs/core';

import type { NormalizerContext } from './normalizer';
import { manifestOf, type PluginDeclaration, type PluginManifest } from './plugin-manifest';

/** What a shipper sent, parsed. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** What is known of a record before it is an event. */
export type RecordContext = Omit<NormalizerContext, 'record'>;

/**
 * Takes off what a service or a shipper put around records: an array of them, an envelope. Pure and synchronous. It may be handed
 * values of any type and must not throw on them.
 */
export interface Unwrapper<O = unknown> {
  claims(record: JsonRecord, context: RecordContext): boolean;
  /** The records inside, of which each is asked about again; none leaves the record as it is. */
  unwrap(record: JsonRecord, options: O, context: RecordContext): readonly JsonRecord[];
}

/** An unwrapper has no event yet to read or write. */
export type UnwrapperDeclaration = Omit<PluginDeclaration, 'reads' | 'writes' | 'drops'>;

/** Marks a class as an unwrapper, to be found by the registry. Use {@link UnwrapperPlugin}. */
export const UnwrapperMark = DiscoveryService.createDecorator<PluginManifest>();

/** Makes a class an unwrapper. */
export function UnwrapperPlugin(declaration: UnwrapperDeclaration): ClassDecorator {
  return UnwrapperMark(manifestOf({ ...declaration, reads: [], writes: [] }));
}
