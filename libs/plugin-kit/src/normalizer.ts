import { DiscoveryService } from '@nestjs/core';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

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
  normalize(event: Readonly<SecurityEvent>, options: O, context: NormalizerContext): EventPatch;
}

/** Marks a class as a normalizer, to be found by the registry. Use {@link NormalizerPlugin}. */
export const NormalizerMark = DiscoveryService.createDecorator<NormalizerManifest>();

/**
 * Makes a class a normalizer. One that understands a `dialect` (how a shipper says things) turns the record into an event: the
 * first that claims it gets it. One that understands `content` (what a program wrote) refines the event: each that claims it runs.
 */
export function NormalizerPlugin(
  declaration: PluginDeclaration & { readonly understands: NormalizerLayer },
): ClassDecorator {
  return NormalizerMark(manifestOf(declaration));
}
