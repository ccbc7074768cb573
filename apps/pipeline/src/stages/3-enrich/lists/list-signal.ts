import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import type { SignalLevel } from '@tocsin/database';

import type { ListHit } from './list-memory';
import { merged } from './merged';

const GRAVITY: Readonly<Record<SignalLevel, number>> = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 };

const LEVEL = 'tocsin.list_hit.level';
const LIST = 'tocsin.list_hit.list';
const TERM = 'tocsin.list_hit.term';

/** For the reads and writes of every enricher that uses {@link listSignal}. */
export const LIST_SIGNAL_FIELDS = [LEVEL, LIST, TERM];

/** What the rules `list_hit_*` need to raise a signal, when a list that was met wants one: how grave, which list, which term. */
export function listSignal(event: Readonly<SecurityEvent>, hits: readonly ListHit[]): EventPatch {
  const raising = hits
    .filter(({ list }) => list.signalLevel !== null)
    .sort((one, other) => gravityOf(other) - gravityOf(one));
  const level = raising[0]?.list.signalLevel;
  if (level === undefined || level === null) return {};
  const lists = raising.map(({ list }) => list.name);
  const terms = raising.map(({ term }) => term);
  const before = event[LEVEL];
  const isGraver = !isLevel(before) || GRAVITY[before] < GRAVITY[level];
  if (!isGraver) return { [LIST]: merged(event, LIST, lists), [TERM]: merged(event, TERM, terms) };
  // The gravest is first: alerts are grouped by the first term.
  return {
    [LEVEL]: level,
    [LIST]: distinct([...lists, ...(merged(event, LIST, []) ?? [])]),
    [TERM]: distinct([...terms, ...(merged(event, TERM, []) ?? [])]),
  };
}

function gravityOf({ list }: ListHit): number {
  return list.signalLevel === null ? -1 : GRAVITY[list.signalLevel];
}

function isLevel(value: unknown): value is SignalLevel {
  return typeof value === 'string' && Object.hasOwn(GRAVITY, value);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
