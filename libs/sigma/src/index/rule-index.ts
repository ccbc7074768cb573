import type { ProofSelection, SecurityEvent } from '@tocsin/event-model';

import type { SigmaRule } from '../rules/rule';
import { atOnce, inSlices } from '../steps/steps';
import { explainMatch } from './explain-match';
import { ruleRoutes, type RuleRoutes } from './rule-routes';

/** A rule and what of it an event met. */
export interface RuleMatch {
  readonly rule: SigmaRule;
  readonly selections: readonly ProofSelection[];
}

/**
 * Finds the rules an event matches at the cost of few of them: first the log sources the event is of, then the rules whose
 * witness it carries, and only those are evaluated. Answers exactly what evaluating every rule would.
 */
export class RuleIndex {
  constructor(
    readonly rules: readonly SigmaRule[],
    private readonly built: RuleRoutes = atOnce(ruleRoutes(rules)),
  ) {}

  /** Builds one while something else goes on: thousands of rules take most of a second. */
  static async inSlices(rules: readonly SigmaRule[]): Promise<RuleIndex> {
    return new RuleIndex(rules, await inSlices(ruleRoutes(rules)));
  }

  match(event: Readonly<SecurityEvent>): RuleMatch[] {
    return this.find(event).map((rule) => ({ rule, selections: explainMatch(rule, event) }));
  }

  /** The rules an event matches, without saying why. */
  find(event: Readonly<SecurityEvent>): SigmaRule[] {
    const { event: folded, words, routes, routing } = this.built;
    const found: SigmaRule[] = [];
    folded.take(event);
    words.forget();
    routing.find((position) => {
      const { applies, rules, compiled, candidates } = routes[position]!;
      if (!applies(event)) return;
      candidates.find((candidate) => {
        if (compiled[candidate]!.matches(event)) found.push(rules[candidate]!);
      });
    });
    return found;
  }
}
