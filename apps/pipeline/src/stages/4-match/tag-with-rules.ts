import type { SecurityEvent } from '@tocsin/event-model';
import type { RuleMatch } from '@tocsin/sigma';

/** The event names what it met; the proof of the signal has the whole of it. */
const MAX_VALUE = 100;
const MAX_MATCHED = 500;

/** Has the event say which rules it matched: ids, levels, and the fields and values that were met, in the same order. */
export function tagWithRules(event: SecurityEvent, matches: readonly RuleMatch[]): void {
  event['tocsin.rules'] = matches.map(({ rule }) => rule.facts.id);
  event['tocsin.rules_level'] = matches.map(({ rule }) => rule.facts.level);
  event['tocsin.rules_matched'] = matches.map(matched);
}

function matched({ selections }: RuleMatch): string {
  const met = selections.flatMap(({ conditions }) =>
    conditions.map(({ field, seen }) => `${field}: ${seen.slice(0, MAX_VALUE)}`),
  );
  return [...new Set(met)].join('; ').slice(0, MAX_MATCHED);
}
