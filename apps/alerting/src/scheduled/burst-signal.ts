import { createHash } from 'node:crypto';

import type { Burst, EventOccurrence } from '@tocsin/correlation';
import type { ProofEvent, ProofSelection, Signal } from '@tocsin/event-model';
import type { CorrelationRule } from '@tocsin/sigma';

/** Half of the key events of a proof; it shows the first and the last. */
const SHOWN_AT_EACH_END = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Signals of one group of a rule go by this. */
export function groupKeyOf(key: readonly string[]): string {
  return JSON.stringify(key);
}

/** The id of the burst of a group that crossed the threshold in the given span of event time. */
export function burstId(rule: CorrelationRule, groupKey: string, bucket: number): string {
  return createHash('sha256').update(`${rule.facts.id}\n${groupKey}\n${bucket}`).digest('hex');
}

/** The signal of one burst, with its proof. */
export function burstSignal(
  rule: CorrelationRule,
  key: readonly string[],
  { id, burst }: { readonly id: string; readonly burst: Burst<EventOccurrence> },
): Signal {
  const { first, crossing, last, occurrences } = burst;
  return {
    id,
    rule: rule.facts,
    detector: 'scheduled',
    at: new Date(crossing.at).toISOString(),
    groupKey: groupKeyOf(key),
    entity: { field: rule.groupBy[0]!, value: key[0]! },
    reason: reasonOf(rule, burst),
    proof: {
      selections: [groupSelection(rule, key), countSelection(rule, burst)],
      events: keyEvents(occurrences),
      eventCount: occurrences.length,
      window: { from: new Date(first.at).toISOString(), to: new Date(last.at).toISOString() },
    },
  };
}

function reasonOf(rule: CorrelationRule, { first, last, occurrences, peak }: Burst<EventOccurrence>): string {
  const span = inWords(last.at - first.at);
  if (rule.countedField !== undefined) return `${peak} different ${rule.countedField} in ${span}`;
  const count = occurrences.reduce((sum, { times }) => sum + times, 0);
  return `${count} × ${rule.rules.map(({ facts }) => facts.title).join(' or ')} in ${span}`;
}

function inWords(milliseconds: number): string {
  if (milliseconds < 2 * MINUTE_MS) return `${Math.max(1, Math.round(milliseconds / 1_000))} s`;
  if (milliseconds < 2 * HOUR_MS) return `${Math.round(milliseconds / MINUTE_MS)} min`;
  return `${Math.round(milliseconds / HOUR_MS)} h`;
}

function groupSelection(rule: CorrelationRule, key: readonly string[]): ProofSelection {
  const conditions = rule.groupBy.map((field, index) => ({
    field,
    operator: 'is the same in all',
    expected: '',
    seen: key[index]!,
  }));
  return { name: rule.rules.map(({ facts }) => facts.title).join(' or '), conditions };
}

function countSelection(
  { countedField, threshold, timespanMs }: CorrelationRule,
  { peak }: Burst<EventOccurrence>,
): ProofSelection {
  const field = countedField ?? 'events';
  const operator = `${countedField === undefined ? 'count' : 'different values'} within ${inWords(timespanMs)} at least`;
  return { name: 'count', conditions: [{ field, operator, expected: String(threshold), seen: String(peak) }] };
}

function keyEvents(occurrences: readonly EventOccurrence[]): ProofEvent[] {
  const events = occurrences.map(({ event }) => event);
  if (events.length <= 2 * SHOWN_AT_EACH_END) return events;
  return [...events.slice(0, SHOWN_AT_EACH_END), ...events.slice(-SHOWN_AT_EACH_END)];
}
