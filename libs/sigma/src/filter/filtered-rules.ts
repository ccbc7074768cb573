import { all } from '@tocsin/query';

import { readMeaning } from '../rules/read-meaning';
import type { Refusal, SigmaFilter, SigmaRule } from '../rules/rule';
import { at, RuleError } from '../rules/rule-error';
import { ruleHash } from '../rules/rule-facts';
import { refusal } from '../rules/refusal';
import type { RuleReading } from '../rules/rule-reading';
import type { Steps } from '../steps/steps';
import type { RuleDocument } from '../yaml/rule-document';
import { isMeant, readFilter } from './read-filter';

/** Rules that were put through the same filters before; most stay when one changes. */
const known = new WeakMap<SigmaRule, { readonly filters: string; readonly rule: SigmaRule }>();

export interface FilteredRules {
  readonly rules: readonly SigmaRule[];
  readonly filters: readonly SigmaFilter[];
  readonly refused: readonly Refusal[];
}

/** The rules with the filters put to them. A filter that cannot be is refused, and the rules stay as they are without it. */
export function* filteredRules(
  rules: readonly SigmaRule[],
  documents: readonly RuleDocument[],
  reading: RuleReading,
): Steps<FilteredRules> {
  const [put, refused]: [SigmaFilter[], Refusal[]] = [[], []];
  const filters = new Map<SigmaRule, SigmaFilter[]>();
  for (const document of documents) {
    try {
      const filter = readFilter(document);
      for (const rule of targets(filter, rules, reading)) filters.set(rule, [...(filters.get(rule) ?? []), filter]);
      put.push(filter);
    } catch (error) {
      refused.push(refusal(document, error));
    }
    yield;
  }
  return { rules: rules.map((rule) => filtered(rule, filters.get(rule) ?? [], reading)), filters: put, refused };
}

function targets(filter: SigmaFilter, rules: readonly SigmaRule[], reading: RuleReading): SigmaRule[] {
  const meant = rules.filter((rule) => isMeant(filter, rule));
  if (meant.length === 0)
    throw new RuleError(
      'No rule that is loaded has one of these ids or names, and this log source.',
      'Name rules that are there.',
      ['filter', 'rules'],
    );
  // Rules of several log sources may have other fields; the filter has to make sense for each.
  for (const rule of meant) filterExpr(filter, rule, reading);
  return meant;
}

function filtered(rule: SigmaRule, filters: readonly SigmaFilter[], reading: RuleReading): SigmaRule {
  if (filters.length === 0) return rule;
  const texts = filters.map(({ text }) => text);
  const before = known.get(rule);
  if (before?.filters === texts.join('\0')) return before.rule;
  const conditions = filters.map((filter) => filterExpr(filter, rule, reading));
  const detection = all([rule.detection, ...conditions]);
  const facts = { ...rule.facts, hash: ruleHash([rule.facts.hash, ...texts]) };
  const made = { ...rule, facts, detection, expr: all([rule.routing, detection]) };
  known.set(rule, { filters: texts.join('\0'), rule: made });
  return made;
}

function filterExpr({ detection }: SigmaFilter, { logsource }: SigmaRule, reading: RuleReading) {
  return at(['filter'], () => readMeaning(detection, logsource, reading)).expr;
}
