import type { ProofSelection, SecurityEvent } from '@tocsin/event-model';
import { explain, type Explainer } from '@tocsin/query';

import type { SigmaRule } from '../rules/rule';

const MAX_SELECTIONS = 20;
const MAX_CONDITIONS = 20;

/** Made when a rule first matches: most never do. */
const explainers = new WeakMap<SigmaRule, ReadonlyMap<string, Explainer>>();

/** The selections of a rule that an event met, with the values that met them. */
export function explainMatch(rule: SigmaRule, event: Readonly<SecurityEvent>): ProofSelection[] {
  const selections: ProofSelection[] = [];
  for (const [name, explainer] of explainersOf(rule)) {
    const conditions = explainer(event).slice(0, MAX_CONDITIONS);
    if (conditions.length > 0) selections.push({ name, conditions });
    if (selections.length === MAX_SELECTIONS) break;
  }
  return selections;
}

function explainersOf(rule: SigmaRule): ReadonlyMap<string, Explainer> {
  const known = explainers.get(rule);
  if (known) return known;
  const made = new Map(Array.from(rule.selections, ([name, expr]) => [name, explain(expr)]));
  explainers.set(rule, made);
  return made;
}
