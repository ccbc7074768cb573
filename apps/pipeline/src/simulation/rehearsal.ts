import type { PluginWitness } from '@tocsin/plugin-kit';

/** Watches without looking: what runs before it counts for nothing. */
export const REHEARSAL: PluginWitness = {
  before: () => undefined,
  after: () => undefined,
  opened: () => undefined,
  copied: () => undefined,
};
