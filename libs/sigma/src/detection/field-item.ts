import { all, any, compilePredicate, InvalidExpression, like, not, type CalendarUnit, type Expr } from '@tocsin/query';

import { RuleError } from '../rules/rule-error';
import { base64Offsets, utf16, windash } from './encodings';
import { readModifiers, type Modifiers, type Rewrite } from './modifiers';
import { expanded, type Placeholders } from './placeholders';
import { toLiteral, toPattern } from './sigma-text';

type Value = string | number | boolean | null;

const MAX_VALUES = 20_000;

/** What the words of a rule mean where it is read. */
export interface RuleWords {
  /** The field that a field of the rule means. */
  readonly fieldName: (sigmaName: string) => string;
  readonly placeholders: Placeholders;
}

/**
 * `Image|endswith: ['\a.exe', '\b.exe']` as an expression.
 * @throws {RuleError} when modifiers and values do not fit together.
 */
export function fieldItem(
  sigmaName: string,
  modifierNames: readonly string[],
  content: unknown,
  words: RuleWords,
): Expr {
  const modifiers = readModifiers(modifierNames);
  const field = words.fieldName(sigmaName);
  const values = readValues(content).flatMap((value) => withoutPlaceholders(value, modifiers, words));
  const exprs = values.map((value) => valueExpr(field, modifiers, value, words));
  const joined = modifiers.isAll ? all(exprs) : joinAny(field, exprs, modifiers.isCased);
  if (!ALWAYS_VALID.includes(modifiers.comparison) || modifiers.unit !== undefined) validate(joined);
  return modifiers.isNegated ? not(joined) : joined;
}

/** The values of a field: one, or a flat list. */
export function readValues(content: unknown): Value[] {
  const values: unknown[] = Array.isArray(content) ? content : [content];
  if (values.length === 0) throw new RuleError('The list of values is empty.', 'Give it values or remove it.');
  if (values.length > MAX_VALUES)
    throw new RuleError(`The list has more than ${MAX_VALUES} values.`, 'Use a watchlist and match tocsin.watchlist.');
  const odd = values.findIndex((value) => value !== null && !['string', 'number', 'boolean'].includes(typeof value));
  if (odd >= 0)
    throw new RuleError('A value is neither text, number, true, false nor null.', 'Write it as one of them.', [odd]);
  return values as Value[];
}

/** Many plain values are one look-up. */
function joinAny(field: string, exprs: readonly Expr[], cased: boolean): Expr {
  const plain = exprs.filter((expr) => expr.kind === 'equals').map((expr) => expr.value);
  const values = plain.filter((value) => value !== null);
  if (values.length < 2) return any(exprs);
  const others = exprs.filter((expr) => expr.kind !== 'equals' || expr.value === null);
  return any([{ kind: 'in', field, values, cased }, ...others]);
}

function withoutPlaceholders(value: Value, { isExpanded }: Modifiers, { placeholders }: RuleWords): readonly Value[] {
  return isExpanded && typeof value === 'string' ? expanded(value, placeholders) : [value];
}

function valueExpr(field: string, modifiers: Modifiers, value: Value, { fieldName }: RuleWords): Expr {
  if (modifiers.unit !== undefined) return calendarExpr(field, modifiers.unit, modifiers.comparison, value);
  switch (modifiers.comparison) {
    case 'text':
      return textExpr(field, modifiers, value);
    case 'fieldref':
      return holdsExpr(field, modifiers, fieldName(asText(value)));
    case 're':
      return { kind: 'regex', field, pattern: asText(value), flags: modifiers.flags };
    case 'cidr':
      return { kind: 'cidr', field, network: asText(value) };
    case 'exists':
      return existsExpr(field, value);
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return { kind: 'compare', field, operator: OPERATORS[modifiers.comparison], value: asLimit(value) };
  }
}

function calendarExpr(field: string, unit: CalendarUnit, comparison: string, value: Value): Expr {
  if (typeof value !== 'number') throw new RuleError(`The ${unit} of a date is a number.`, 'Write one.');
  const operator = comparison in OPERATORS ? OPERATORS[comparison as keyof typeof OPERATORS] : '=';
  return { kind: 'calendar', field, unit, operator, value };
}

const HOLDS = { whole: 'whole', contains: 'contains', startswith: 'starts', endswith: 'ends' } as const;

function holdsExpr(field: string, { position, isCased }: Modifiers, other: string): Expr {
  return { kind: 'holds', field, other, position: HOLDS[position], cased: isCased };
}

/** Any text is one that can be compared with. */
const ALWAYS_VALID: readonly string[] = ['text', 'exists', 'fieldref'];

const OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const AFFIXES = { whole: ['', ''], contains: ['*', '*'], startswith: ['', '*'], endswith: ['*', ''] } as const;

function textExpr(field: string, { position, rewrites, isCased }: Modifiers, value: Value): Expr {
  const isPlain = position === 'whole' && rewrites.length === 0;
  if (isPlain && typeof value !== 'string') return { kind: 'equals', field, value, cased: isCased };
  const [before, after] = AFFIXES[position];
  const texts = rewrites.reduce(rewrite, [asText(value)]);
  return any(texts.map((text) => like(field, `${before}${toPattern(text)}${after}`, isCased)));
}

/** Texts stay in Sigma's notation; bytes become texts of one character a byte. */
function rewrite(texts: readonly string[], kind: Rewrite): string[] {
  if (kind === 'windash') return texts.flatMap(windash);
  return texts.flatMap((text) => encode(bytesOf(text, kind), kind)).map((text) => text.replace(/[*?\\]/g, '\\$&'));
}

function encode(text: string, kind: Exclude<Rewrite, 'windash'>): string[] {
  switch (kind) {
    case 'base64':
      return [asBytes(text).toString('base64')];
    case 'base64offset':
      return base64Offsets(asBytes(text));
    case 'utf16be':
      return [utf16(text, 'be').toString('latin1')];
    case 'utf16':
      return [utf16(text, 'le', true).toString('latin1')];
    case 'wide':
    case 'utf16le':
      return [utf16(text, 'le').toString('latin1')];
  }
}

/** Text made by one of the UTF-16 modifiers holds bytes already: it has a NUL, which no rule's own text has. */
function asBytes(text: string): Buffer {
  return Buffer.from(text, text.includes('\0') ? 'latin1' : 'utf8');
}

function bytesOf(text: string, kind: Rewrite): string {
  const literal = toLiteral(text);
  if (literal === undefined)
    throw new RuleError(`${kind} cannot encode wildcards.`, 'Write the value without * and ?, or escape them.');
  return literal;
}

function existsExpr(field: string, value: Value): Expr {
  if (typeof value !== 'boolean') throw new RuleError('exists takes true or false.', 'Write one of them.');
  const exists: Expr = { kind: 'exists', field };
  return value ? exists : not(exists);
}

function asText(value: Value): string {
  if (value === null)
    throw new RuleError('null cannot be compared as text.', "Write '' or match null without modifiers.");
  return String(value);
}

function asLimit(value: Value): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new RuleError('A comparison needs a number.', 'Write one.');
}

/** A pattern nothing can run is found when the rule is read, not when an event comes. */
function validate(expr: Expr): void {
  try {
    compilePredicate(expr);
  } catch (error) {
    if (error instanceof InvalidExpression) throw new RuleError(error.message, 'Correct the value.');
    throw error;
  }
}
