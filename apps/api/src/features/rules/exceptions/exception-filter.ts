import type { CreateException } from '@tocsin/api-contract';
import { all, type Expr } from '@tocsin/query';
import type { CorrelationRule, LogSource, RuleSet, SigmaRule } from '@tocsin/sigma';

type Conditions = CreateException['conditions'];
const WORDS = ['category', 'product', 'service'] as const;
const TITLE_LENGTH = 200;

/** What is true of events in which all of it stands. */
export function exprOf(conditions: Conditions): Expr {
  return all(conditions.map(({ field, value }): Expr => ({ kind: 'equals', field, value, cased: false })));
}

/** The rules over single events that a filter has to be put to, so that this one leaves something out. */
export function targetsOf(
  set: RuleSet,
  id: string,
): { rule: SigmaRule | CorrelationRule; single: readonly SigmaRule[] } | undefined {
  const single = [...set.rules, ...set.counted].find(({ facts }) => facts.id === id);
  if (single !== undefined) return { rule: single, single: [single] };
  const counting = set.correlations.find(({ facts }) => facts.id === id);
  return counting && { rule: counting, single: counting.rules };
}

/** The words all of them have in common; `undefined` when they have none. */
export function commonLogSource(rules: readonly SigmaRule[]): LogSource | undefined {
  const [first, ...others] = rules;
  const common = WORDS.filter((word) => {
    const own = first?.logsource[word];
    return own !== undefined && others.every(({ logsource }) => logsource[word] === own);
  });
  return common.length === 0 ? undefined : Object.fromEntries(common.map((word) => [word, first?.logsource[word]]));
}

/** The filter as a document of Sigma; JSON is YAML, and no value can end its own text. */
export function filterText(
  id: string,
  title: string,
  { rules, logsource, conditions }: { rules: readonly SigmaRule[]; logsource: LogSource; conditions: Conditions },
): string {
  const selections = conditions.map(({ field, value }) => ({ [field]: value.replace(/[\\*?]/g, '\\$&') }));
  const filter = {
    rules: rules.map(({ facts }) => facts.id),
    ...Object.fromEntries(selections.map((selection, at) => [`known_${at + 1}`, selection])),
    condition: 'not all of known_*',
  };
  return JSON.stringify({ title: `Exception of ${title}`.slice(0, TITLE_LENGTH), id, logsource, filter }, null, 2);
}
