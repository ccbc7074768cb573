import { Injectable, Logger } from '@nestjs/common';
import { findBursts, identifyBursts, occurrenceOf, windowRule, type EventOccurrence } from '@tocsin/correlation';
import type { Signal } from '@tocsin/event-model';
import { EventStore, type Group } from '@tocsin/event-store';
import { all, type Expr } from '@tocsin/query';
import type { CorrelationRule } from '@tocsin/sigma';

import { burstId, burstSignal, groupKeyOf } from './burst-signal';
import { KnownBursts, type ToldBurst } from './known-bursts';

/** More of one group at a time are not held in memory; such a flood has crossed any threshold long before. */
const MAX_OCCURRENCES = 50_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Finds the bursts around the new events of one group, whenever those happened. */
@Injectable()
export class GroupEvaluation {
  private readonly log = new Logger(GroupEvaluation.name);

  constructor(
    private readonly store: EventStore,
    private readonly known: KnownBursts,
  ) {}

  /**
   * The signals of bursts that are new or have grown.
   * @param group its key, and the event times of its first and last new event.
   * @throws {StoreUnavailable} and what the database throws when it is away.
   */
  async evaluate(rule: CorrelationRule, group: Pick<Group, 'key' | 'first' | 'last'>): Promise<Signal[]> {
    const { key } = group;
    const groupKey = groupKeyOf(key);
    // A new event changes windows that end up to a span after it and begin up to a span before.
    const near = {
      from: Date.parse(group.first) - rule.timespanMs,
      to: Date.parse(group.last) + rule.timespanMs,
    };
    const known = await this.known.find(rule.facts.id, groupKey, near);
    const occurrences = await this.occurrences(rule, key, around(near, known));
    const bursts = findBursts(occurrences, windowRule(rule));
    const identified = identifyBursts(bursts, known, {
      spanMs: rule.timespanMs,
      name: (bucket) => burstId(rule, groupKey, bucket),
    });
    return identified.filter((one) => hasGrown(one, known)).map((one) => burstSignal(rule, key, one));
  }

  private async occurrences(rule: CorrelationRule, key: readonly string[], span: Span): Promise<EventOccurrence[]> {
    const range = { from: new Date(span.from).toISOString(), to: new Date(span.to + 1).toISOString() };
    const found: EventOccurrence[] = [];
    for await (const event of this.store.scan(groupExpr(rule, key), range)) {
      found.push(occurrenceOf(event, rule));
      if (found.length < MAX_OCCURRENCES) continue;
      this.log.warn(
        `Rule ${rule.facts.id}: of a group with more events only the first ${MAX_OCCURRENCES} are counted.`,
      );
      break;
    }
    return found;
  }
}

/** A burst that was told of is seen whole, or it would seem to have shrunk. */
function around(near: Span, known: readonly ToldBurst[]): Span {
  return {
    from: Math.min(near.from, ...known.map(({ from }) => from)),
    to: Math.max(near.to, ...known.map(({ to }) => to)),
  };
}

function hasGrown(
  { id, burst }: { readonly id: string; readonly burst: { readonly occurrences: readonly unknown[] } },
  known: readonly ToldBurst[],
): boolean {
  const before = known.find((told) => told.id === id);
  return before === undefined || burst.occurrences.length > before.eventCount;
}

function groupExpr(rule: CorrelationRule, key: readonly string[]): Expr {
  const conditions = rule.groupBy.map((field, index): Expr => ({
    kind: 'equals',
    field,
    value: key[index]!,
    cased: true,
  }));
  return all([rule.expr, ...conditions]);
}
