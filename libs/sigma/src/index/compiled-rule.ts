import { compilePlan, makePlan, type Plan, type Predicate } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';

/** What the condition of a rule is looked for by, and whether an event meets it. */
export interface CompiledRule {
  readonly plan: Plan;
  readonly matches: Predicate;
}

/** Rules that stay when others change are not compiled anew. */
const compiled = new WeakMap<SigmaRule, CompiledRule>();

export function compiledRule(rule: SigmaRule): CompiledRule {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const plan = makePlan(rule.detection);
  const made = { plan, matches: compilePlan(plan) };
  compiled.set(rule, made);
  return made;
}
