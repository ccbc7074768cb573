import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Predicate } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';

/** Evaluates every rule on every event: what the index must answer, and how long that takes without it. */
export class RuleScan {
  private readonly compiled: readonly (readonly [SigmaRule, Predicate])[];

  constructor(rules: readonly SigmaRule[]) {
    this.compiled = rules.map((rule) => [rule, compilePredicate(rule.expr)]);
  }

  find(event: Readonly<SecurityEvent>): SigmaRule[] {
    return this.compiled.filter(([, matches]) => matches(event)).map(([rule]) => rule);
  }
}
