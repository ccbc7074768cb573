import { DiscoveryService } from '@nestjs/core';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

import type { Drop } from './drop';
import { manifestOf, type NormalizerLayer, type NormalizerManifest, type PluginDeclaration } from './plugin-manifest';

/** What is known of an event beside its fields. */
export interface NormalizerContext {
  readonly source: string;
  readonly dialect: string;
  /** IANA zone of times that name none. */
  readonly zone: string;
  /** Receipt in milliseconds since 1970; the same on every redelivery. */
  readonly receivedAt: number;
  /** What the shipper sent, parsed. */
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * Gives an event our vocabulary. Pure and synchronous: it stands on the hot path of every event. It may be handed values of any
 * type in any field and must not throw on them.
 */
export interface Normalizer<O = unknown> {
  claims(event: Readonly<SecurityEvent>, context: NormalizerContext): boolean;
  normalize(event: Readonly<SecurityEvent>, options: O, context: NormalizerContext): EventPatch | Drop;
  /** For one that understands content: the events of a batch that it claims with the same key are parts of one. */
  joinKey?(event: Readonly<SecurityEvent>, context: NormalizerContext): string | undefined;
  /** The patch for the first of the parts, which then says what all of them said. Needed where there is a `joinKey`. */
  normalizeJoined?(
    events: readonly Readonly<SecurityEvent>[],
    options: O,
    contexts: readonly NormalizerContext[],
  ): EventPatch | Drop;
}

/** Marks a class as a normalizer, to be found by the registry. Use {@link NormalizerPlugin}. */
export const NormalizerMark = DiscoveryService.createDecorator<NormalizerManifest>();

/**
 * Makes a class a normalizer. One that understands a `dialect` (how a shipper says things) turns the record into an event: the
 * first that claims it gets it. Then each that understands a `header` before the text and claims it runs; the first that claims
 * the `content` (what a program wrote) and has something to say of it; and each that has something to `finish`.
 */
export function NormalizerPlugin(
  declaration: PluginDeclaration & { readonly understands: NormalizerLayer },
): ClassDecorator {
  return NormalizerMark(manifestOf(declaration));
}
