import { RuleError } from '../rules/rule-error';

/** What the modifiers of one field ask for, taken apart by what they change. */
export interface Modifiers {
  /** How the value is compared. */
  readonly comparison: 'text' | 're' | 'cidr' | 'exists' | 'lt' | 'lte' | 'gt' | 'gte';
  /** Where in the field's text the value is looked for. */
  readonly position: 'whole' | 'contains' | 'startswith' | 'endswith';
  /** Rewrites of the value, in the order written. */
  readonly rewrites: readonly Rewrite[];
  readonly isAll: boolean;
  readonly isCased: boolean;
  readonly isNegated: boolean;
  /** Flags of a regular expression. */
  readonly flags: string;
}

const REWRITES = ['windash', 'base64', 'base64offset', 'wide', 'utf16', 'utf16le', 'utf16be'] as const;
export type Rewrite = (typeof REWRITES)[number];

const POSITIONS = ['contains', 'startswith', 'endswith'] as const;
const COMPARISONS = ['re', 'cidr', 'exists', 'lt', 'lte', 'gt', 'gte'] as const;
const TIMES = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const FLAGS = ['i', 'm', 's'];
const FLAG_WORDS: Readonly<Record<string, string>> = { ignorecase: 'i', multiline: 'm', dotall: 's' };

/** @throws {RuleError} for a modifier we cannot run, or two that exclude each other. */
export function readModifiers(names: readonly string[]): Modifiers {
  names.forEach(refuseUnknown);
  const comparisons = COMPARISONS.filter((name) => names.includes(name));
  const positions = POSITIONS.filter((name) => names.includes(name));
  const modifiers: Modifiers = {
    comparison: comparisons[0] ?? 'text',
    position: positions[0] ?? 'whole',
    rewrites: names.filter((name): name is Rewrite => isOneOf(REWRITES, name)),
    isAll: names.includes('all'),
    isCased: names.includes('cased'),
    isNegated: names.includes('neq'),
    flags: names
      .map((name) => FLAG_WORDS[name] ?? name)
      .filter((name) => FLAGS.includes(name))
      .join(''),
  };
  const isText = modifiers.comparison === 'text';
  const asksForText = positions.length > 0 || modifiers.rewrites.length > 0 || modifiers.isCased;
  if (comparisons.length + positions.length > 1 || (!isText && asksForText)) throw exclusion(names);
  if (modifiers.flags !== '' && modifiers.comparison !== 're') throw exclusion(names);
  return modifiers;
}

function refuseUnknown(name: string): void {
  if (name === 'fieldref' || TIMES.includes(name))
    throw new RuleError(`The modifier ${name} cannot be run yet.`, 'Write the rule without it.');
  if (name === 'expand')
    throw new RuleError('The placeholders of expand have no values.', 'Write the values into the rule.');
  const known = [
    ...REWRITES,
    ...POSITIONS,
    ...COMPARISONS,
    ...FLAGS,
    ...Object.keys(FLAG_WORDS),
    'all',
    'cased',
    'neq',
  ];
  if (!known.includes(name))
    throw new RuleError(`There is no modifier ${name}.`, 'Correct it; Sigma 2.1 lists the modifiers there are.');
}

function exclusion(names: readonly string[]): RuleError {
  return new RuleError(`The modifiers ${names.join(', ')} exclude each other.`, 'Keep those that belong together.');
}

function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return (list as readonly string[]).includes(name);
}
