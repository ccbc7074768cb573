import type { ProofSelection, SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, makePlan, type Predicate } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';
import { CandidateIndex } from './candidate-index';
import { explainMatch } from './explain-match';
import { EventWords } from './event-words';
import { FoldedEvent } from './folded-event';

/** A rule and what of it an event met. */
export interface RuleMatch {
  readonly rule: SigmaRule;
  readonly selections: readonly ProofSelection[];
}

/** Rules of one log source. */
interface Route {
  readonly rules: readonly SigmaRule[];
  readonly applies: Predicate;
  readonly predicates: readonly Predicate[];
  readonly candidates: CandidateIndex;
}

/**
 * Finds the rules an event matches at the cost of few of them: first the log sources the event is of, then the rules whose
 * witness it carries, and only those are evaluated. Answers exactly what evaluating every rule would.
 */
export class RuleIndex {
  private readonly event = new FoldedEvent();
  private readonly words = new EventWords(this.event);
  private readonly routes: readonly Route[];
  private readonly routing: CandidateIndex;

  constructor(readonly rules: readonly SigmaRule[]) {
    const groups = byLogSource(rules);
    this.routes = groups.map((group) => this.routeOf(group));
    this.routing = new CandidateIndex(
      groups.map(([first]) => makePlan(first.routing)),
      this.event,
      this.words,
    );
    this.words.build();
  }

  match(event: Readonly<SecurityEvent>): RuleMatch[] {
    return this.find(event).map((rule) => ({ rule, selections: explainMatch(rule, event) }));
  }

  /** The rules an event matches, without saying why. */
  find(event: Readonly<SecurityEvent>): SigmaRule[] {
    const found: SigmaRule[] = [];
    this.event.take(event);
    this.words.forget();
    this.routing.find((position) => {
      const { applies, rules, predicates, candidates } = this.routes[position]!;
      if (!applies(event)) return;
      candidates.find((candidate) => {
        if (predicates[candidate]!(event)) found.push(rules[candidate]!);
      });
    });
    return found;
  }

  private routeOf(rules: SameSource): Route {
    return {
      rules,
      applies: compilePredicate(rules[0].routing),
      predicates: rules.map(({ detection }) => compilePredicate(detection)),
      candidates: new CandidateIndex(
        rules.map(({ detection }) => makePlan(detection)),
        this.event,
        this.words,
      ),
    };
  }
}

type SameSource = readonly [SigmaRule, ...SigmaRule[]];

function byLogSource(rules: readonly SigmaRule[]): SameSource[] {
  const groups = new Map<string, [SigmaRule, ...SigmaRule[]]>();
  for (const rule of rules) {
    const key = JSON.stringify(rule.routing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return [...groups.values()];
}
