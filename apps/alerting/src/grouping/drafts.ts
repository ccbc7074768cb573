import type { Signal } from '@tocsin/event-model';

import { isWithin, type AlertFacts } from './fold-signal';

/** An alert as it will be written. */
export interface Draft {
  readonly id: string;
  facts: AlertFacts;
  readonly revision: number;
  readonly isNew: boolean;
  isChanged: boolean;
}

/** The alerts that signals may join, found by rule and group. */
export class Drafts {
  private readonly byId = new Map<string, Draft>();
  private readonly byGroup = new Map<string, Draft[]>();

  add(draft: Draft): void {
    const { ruleId, groupKey } = draft.facts;
    this.byId.set(draft.id, draft);
    const key = keyOf(ruleId, groupKey);
    this.byGroup.set(key, [...(this.byGroup.get(key) ?? []), draft]);
  }

  /** The first that was added, of those of the signal's rule and group that are near enough in event time. */
  near(signal: Signal, windowMs: number): Draft | undefined {
    const ofGroup = this.byGroup.get(keyOf(signal.rule.id, signal.groupKey));
    return ofGroup?.find(({ facts }) => isWithin(facts, signal, windowMs));
  }

  get(id: string): Draft | undefined {
    return this.byId.get(id);
  }

  /** Those to be written, in the order they were added. */
  changed(): Draft[] {
    return [...this.byId.values()].filter((draft) => draft.isChanged);
  }
}

function keyOf(ruleId: string, groupKey: string): string {
  return JSON.stringify([ruleId, groupKey]);
}
