import type { RuleState } from '@tocsin/database';
import type { CorrelationRule, Refusal, RuleSet, SigmaRule } from '@tocsin/sigma';

/** The rules at work. */
export interface RuleBook {
  /** Matched on the stream; those that are disabled are left out. */
  readonly rules: readonly SigmaRule[];
  /** Counted over time; those that are disabled are left out. */
  readonly correlations: readonly CorrelationRule[];
  readonly refused: readonly Refusal[];
  /** Ids of rules whose matches are counted and raise nothing. */
  readonly shadows: ReadonlySet<string>;
}

export const NO_RULES: RuleBook = { rules: [], correlations: [], refused: [], shadows: new Set() };

/** @param states by id; a rule that is absent is enabled. */
export function ruleBook({ rules, correlations, refused }: RuleSet, states: ReadonlyMap<string, RuleState>): RuleBook {
  const isAtWork = ({ facts }: SigmaRule | CorrelationRule): boolean => states.get(facts.id) !== 'disabled';
  return {
    rules: rules.filter(isAtWork),
    correlations: correlations.filter(isAtWork),
    refused,
    shadows: new Set([...states].flatMap(([id, state]) => (state === 'shadow' ? [id] : []))),
  };
}
