import { DiscoveryService } from '@nestjs/core';

import { manifestOf, type PluginDeclaration, type PluginManifest } from './plugin-manifest';

/** Some events for whoever listens at a tap. */
export interface TapDelivery {
  /** The same when the events come again, which they may: at least once is what a tap promises. */
  readonly id: string;
  /** The name the tap has in the configuration. */
  readonly tap: string;
  /** Source and number of the events. */
  readonly source: string;
  readonly count: number;
  /** One JSON object `{"id", "event"}` per line, each line ended. */
  readonly ndjson: Buffer;
}

/** The other side will never take this delivery; trying again changes nothing. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
}

/** Takes events from the enriched stream to somewhere else, from a queue of its own: it may be slow, or away. */
export interface Tap<O = unknown> {
  /**
   * Resolves when the events are where they belong. A failure is tried again later, as often as it takes.
   * @throws {DeliveryRefused} when that would not help; the delivery is set aside.
   */
  deliver(delivery: TapDelivery, options: O, signal: AbortSignal): Promise<void>;
}

/** A tap reads and writes no fields: it gets whole events, and they are not its to change. */
export type TapDeclaration = Omit<
  PluginDeclaration,
  'reads' | 'writes' | 'drops' | 'order' | 'onFailure' | 'budgetMicros'
>;

/** Marks a class as a tap, to be found by the registry. Use {@link TapPlugin}. */
export const TapMark = DiscoveryService.createDecorator<PluginManifest>();

/** Makes a class a kind of tap; the configuration opens as many of it as it names. */
export function TapPlugin(declaration: TapDeclaration): ClassDecorator {
  return TapMark(manifestOf({ ...declaration, reads: ['*'], writes: [] }));
}
