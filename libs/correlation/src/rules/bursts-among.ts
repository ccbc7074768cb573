import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, valueReader, type Expr } from '@tocsin/query';

import { findBursts, type Burst } from '../find-bursts';
import { occurrenceOf, type EventOccurrence } from './occurrence';
import { windowRule, type CountingRule } from './window-rule';

/** A correlation over what matches one expression. */
export interface GroupedRule extends CountingRule {
  readonly expr: Expr;
  readonly groupBy: readonly string[];
}

/** Bursts of the rule among events that are all at hand, over all its groups. Events are taken in the order of their times. */
export function burstsAmong(rule: GroupedRule, events: readonly SecurityEvent[]): Burst<EventOccurrence>[] {
  const matches = compilePredicate(rule.expr);
  const groups = new Map<string, EventOccurrence[]>();
  for (const [index, event] of events.entries()) {
    const key = rule.groupBy.map((field) => firstValue(event, field));
    if (!matches(event) || key.includes(undefined)) continue;
    const name = JSON.stringify(key);
    groups.set(name, [...(groups.get(name) ?? []), occurrenceOf({ id: `event-${index}`, event }, rule)]);
  }
  const inOrder = [...groups.values()].map((group) => group.toSorted((left, right) => left.at - right.at));
  return inOrder.flatMap((group) => findBursts(group, windowRule(rule)));
}

function firstValue(event: SecurityEvent, field: string): string | undefined {
  let found: string | undefined;
  valueReader(field)(event, (value) => {
    found = String(value);
    return true;
  });
  return found;
}
