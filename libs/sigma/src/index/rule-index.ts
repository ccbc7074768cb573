import type { ProofSelection, SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, type Predicate } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';
import { CandidateIndex } from './candidate-index';
import { explainMatch } from './explain-match';

/** A rule and what of it an event met. */
export interface RuleMatch {
  readonly rule: SigmaRule;
  readonly selections: readonly ProofSelection[];
}

interface CompiledRule {
  readonly rule: SigmaRule;
  readonly matches: Predicate;
}

/** Rules of one log source. */
interface Route {
  readonly applies: Predicate;
  readonly candidates: CandidateIndex<CompiledRule>;
}

/**
 * Finds the rules an event matches at the cost of few of them: first the log sources the event is of, then the rules whose
 * witness it carries, and only those are evaluated. Answers exactly what evaluating every rule would.
 */
export class RuleIndex {
  private readonly routes: readonly Route[];

  constructor(readonly rules: readonly SigmaRule[]) {
    const byRouting = new Map<string, SigmaRule[]>();
    for (const rule of rules) {
      const key = JSON.stringify(rule.routing);
      const group = byRouting.get(key);
      if (group) group.push(rule);
      else byRouting.set(key, [rule]);
    }
    this.routes = [...byRouting.values()].map(routeOf);
  }

  match(event: Readonly<SecurityEvent>): RuleMatch[] {
    const found: SigmaRule[] = [];
    for (const route of this.routes) {
      if (!route.applies(event)) continue;
      for (const { rule, matches } of route.candidates.of(event)) if (matches(event)) found.push(rule);
    }
    return found.map((rule) => ({ rule, selections: explainMatch(rule, event) }));
  }
}

function routeOf(rules: readonly SigmaRule[]): Route {
  const candidates = new CandidateIndex<CompiledRule>();
  for (const rule of rules) candidates.add(rule.detection, { rule, matches: compilePredicate(rule.detection) });
  return { applies: compilePredicate(rules[0]!.routing), candidates };
}
