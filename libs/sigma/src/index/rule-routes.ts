import { compilePlan, makePlan, type Predicate } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';
import type { Steps } from '../steps/steps';
import { CandidateIndex } from './candidate-index';
import { compiledRule, type CompiledRule } from './compiled-rule';
import { EventWords } from './event-words';
import { FoldedEvent } from './folded-event';

/** Rules of one log source. */
interface Route {
  readonly rules: readonly SigmaRule[];
  readonly applies: Predicate;
  readonly compiled: readonly CompiledRule[];
  readonly candidates: CandidateIndex;
}

/** Rules by log source, each with what finds the few worth evaluating. */
export interface RuleRoutes {
  readonly event: FoldedEvent;
  readonly words: EventWords;
  readonly routes: readonly Route[];
  /** Finds the log sources an event may be of. */
  readonly routing: CandidateIndex;
}

export function* ruleRoutes(rules: readonly SigmaRule[]): Steps<RuleRoutes> {
  const event = new FoldedEvent();
  const words = new EventWords(event);
  const groups = yield* byLogSource(rules);
  const plans = groups.map(([first]) => makePlan(first.routing));
  const routing = yield* CandidateIndex.of(plans, event, words);
  const routes: Route[] = [];
  for (const [position, group] of groups.entries()) {
    const compiled: CompiledRule[] = [];
    for (const rule of group) {
      compiled.push(compiledRule(rule));
      yield;
    }
    const detections = compiled.map(({ plan }) => plan);
    const candidates = yield* CandidateIndex.of(detections, event, words);
    routes.push({ rules: group, applies: compilePlan(plans[position]!), compiled, candidates });
  }
  yield* words.build();
  return { event, words, routes, routing };
}

type SameSource = readonly [SigmaRule, ...SigmaRule[]];

function* byLogSource(rules: readonly SigmaRule[]): Steps<SameSource[]> {
  const groups = new Map<string, [SigmaRule, ...SigmaRule[]]>();
  for (const rule of rules) {
    const key = JSON.stringify(rule.routing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
    yield;
  }
  return [...groups.values()];
}
