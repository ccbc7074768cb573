import type { CalendarUnit } from '@tocsin/query';

import { RuleError } from '../rules/rule-error';

/** What the modifiers of one field ask for, taken apart by what they change. */
export interface Modifiers {
  /** How the value is compared. */
  readonly comparison: 'text' | 'fieldref' | 're' | 'cidr' | 'exists' | 'lt' | 'lte' | 'gt' | 'gte';
  /** The unit of a date that is compared instead of the value. */
  readonly unit: CalendarUnit | undefined;
  /** Where in the field's text the value is looked for. */
  readonly position: 'whole' | 'contains' | 'startswith' | 'endswith';
  /** Rewrites of the value, in the order written. */
  readonly rewrites: readonly Rewrite[];
  /** Values have placeholders. */
  readonly isExpanded: boolean;
  readonly isAll: boolean;
  readonly isCased: boolean;
  readonly isNegated: boolean;
  /** Flags of a regular expression. */
  readonly flags: string;
}

const REWRITES = ['windash', 'base64', 'base64offset', 'wide', 'utf16', 'utf16le', 'utf16be'] as const;
export type Rewrite = (typeof REWRITES)[number];

const POSITIONS = ['contains', 'startswith', 'endswith'] as const;
const COMPARISONS = ['fieldref', 're', 'cidr', 'exists', 'lt', 'lte', 'gt', 'gte'] as const;
const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const satisfies readonly CalendarUnit[];
const LIMITS: readonly string[] = ['lt', 'lte', 'gt', 'gte'];
const FLAGS = ['i', 'm', 's'];
const FLAG_WORDS: Readonly<Record<string, string>> = { ignorecase: 'i', multiline: 'm', dotall: 's' };

/** @throws {RuleError} for a modifier we cannot run, or two that exclude each other. */
export function readModifiers(names: readonly string[]): Modifiers {
  names.forEach(refuseUnknown);
  const comparisons = COMPARISONS.filter((name) => names.includes(name));
  const units = UNITS.filter((name) => names.includes(name));
  const positions = POSITIONS.filter((name) => names.includes(name));
  const modifiers: Modifiers = {
    comparison: comparisons[0] ?? 'text',
    unit: units[0],
    position: positions[0] ?? 'whole',
    rewrites: names.filter((name): name is Rewrite => isOneOf(REWRITES, name)),
    isExpanded: names.includes('expand'),
    isAll: names.includes('all'),
    isCased: names.includes('cased'),
    isNegated: names.includes('neq'),
    flags: names
      .map((name) => FLAG_WORDS[name] ?? name)
      .filter((name) => FLAGS.includes(name))
      .join(''),
  };
  if (comparisons.length > 1 || positions.length > 1 || units.length > 1) throw exclusion(names);
  const { comparison, rewrites, isCased } = modifiers;
  const isRewritten = comparison !== 'text' && rewrites.length > 0;
  const isPlaced = comparison !== 'text' && comparison !== 'fieldref' && (positions.length > 0 || isCased);
  if (isRewritten || isPlaced || (units.length > 0 && !isOfUnit(modifiers))) throw exclusion(names);
  if (modifiers.flags !== '' && modifiers.comparison !== 're') throw exclusion(names);
  return modifiers;
}

/** A unit is a number: nothing but its size can be asked about. */
function isOfUnit({ comparison, position, rewrites, isCased }: Modifiers): boolean {
  const isNumber = comparison === 'text' || LIMITS.includes(comparison);
  return isNumber && position === 'whole' && rewrites.length === 0 && !isCased;
}

function refuseUnknown(name: string): void {
  const known = [
    ...REWRITES,
    ...POSITIONS,
    ...COMPARISONS,
    ...UNITS,
    ...FLAGS,
    ...Object.keys(FLAG_WORDS),
    'all',
    'expand',
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
