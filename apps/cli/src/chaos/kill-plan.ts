import { seeded, shuffled } from './seeded';

/** What can be killed: apps and engines of the cluster size, by the names of their processes. */
export const PARTS = [
  'ingest',
  'pipeline',
  'alerting',
  'api',
  'rabbitmq',
  'elasticsearch',
  'postgres',
  'nginx',
] as const;
export type PartName = (typeof PARTS)[number];

/** One kill: when so much of the work is done, 0 to 1. */
export interface PlannedKill {
  readonly part: PartName;
  readonly at: number;
}

/** Kills of each part when nothing else is said: a short run has two rounds, one of a million events five. */
export function roundsFor(events: number): number {
  return Math.min(50, Math.max(2, Math.ceil(events / 200_000)));
}

/** Every part once in each round, in another order each time, spread over the work with some chance in it. */
export function planKills(parts: readonly PartName[], rounds: number, seed: number): PlannedKill[] {
  const random = seeded(seed);
  const order = Array.from({ length: rounds }, () => shuffled(parts, random)).flat();
  return order.map((part, index) => ({ part, at: (index + 0.2 + 0.6 * random()) / (order.length + 0.5) }));
}
