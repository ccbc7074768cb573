import type { ProofCondition, SecurityEvent } from '@tocsin/event-model';

import type { Expr, Scalar } from '../expr';
import { isText, valueReader } from '../plan/event-values';
import { compilePredicate, type Predicate } from './compile-predicate';

/** The conditions an event met, with the values that met them; none when it did not match. */
export type Explainer = (event: Readonly<SecurityEvent>) => readonly ProofCondition[];

/** An expression that asks one thing. */
export type ConditionExpr = Exclude<Expr, { kind: 'and' | 'or' | 'not' | 'constant' }>;

const MAX_SEEN_LENGTH = 256;
const MAX_EXPECTED_VALUES = 5;

/** Why an event matches: the met conditions of every operand that took part. What a `not` keeps out is not seen, so not told. */
export function explain(expr: Expr): Explainer {
  switch (expr.kind) {
    case 'and':
      return explainAll(expr);
    case 'or': {
      const operands = expr.operands.map(explain);
      return (event) => operands.flatMap((operand) => operand(event));
    }
    case 'not':
    case 'constant':
      return () => [];
    case 'keyword':
      return explainKeyword(expr);
    case 'exists':
    case 'equals':
    case 'in':
    case 'contains':
    case 'starts':
    case 'ends':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'compare':
    case 'calendar':
      return explainField(expr);
    case 'holds':
      return explainHolds(expr);
  }
}

function explainAll(expr: Extract<Expr, { kind: 'and' }>): Explainer {
  const matches = compilePredicate(expr);
  const operands = expr.operands.map(explain);
  return (event) => (matches(event) ? operands.flatMap((operand) => operand(event)) : []);
}

type FieldCondition = Exclude<ConditionExpr, { kind: 'keyword' | 'holds' }>;

function explainField(expr: FieldCondition): Explainer {
  const matches = compilePredicate(expr);
  const { field } = expr;
  const { operator, expected } = inWords(expr);
  return (event) => (matches(event) ? [{ field, operator, expected, seen: seenValue(event, field, matches) }] : []);
}

function explainKeyword(expr: Extract<Expr, { kind: 'keyword' }>): Explainer {
  const matches = compilePredicate(expr);
  return (event) => {
    const field = Object.keys(event).find((name) => isText(name) && matches(onlyField(name, event[name]!)));
    if (field === undefined) return [];
    return [{ field, operator: 'contains', expected: expr.pattern, seen: seenValue(event, field, matches) }];
  };
}

const POSITIONS = {
  whole: 'equals the field',
  contains: 'contains the field',
  starts: 'starts with the field',
  ends: 'ends with the field',
} as const;

/** Which of several values it was, only both fields together could tell. */
function explainHolds(expr: Extract<Expr, { kind: 'holds' }>): Explainer {
  const matches = compilePredicate(expr);
  const { field, other, position } = expr;
  return (event) => {
    if (!matches(event)) return [];
    return [{ field, operator: POSITIONS[position], expected: other, seen: seenValue(event, field, () => true) }];
  };
}

/** Among several values the one that meets the condition by itself. */
function seenValue(event: Readonly<SecurityEvent>, field: string, matches: Predicate): string {
  let seen: Scalar | undefined;
  valueReader(field)(event, (value) => {
    const isIt = matches(onlyField(field, value));
    if (isIt) seen = value;
    return isIt;
  });
  const text = String(seen ?? '');
  return text.length > MAX_SEEN_LENGTH ? `${text.slice(0, MAX_SEEN_LENGTH)}…` : text;
}

function onlyField(field: string, value: NonNullable<SecurityEvent[string]>): SecurityEvent {
  const isDetail = field.startsWith('details.');
  return {
    ...(isDetail ? { details: { [field.slice('details.'.length)]: value } } : { [field]: value }),
  } as SecurityEvent;
}

/** What a condition asks, of which field; that of a word is everything. */
export function conditionInWords(expr: ConditionExpr): { field: string; operator: string; expected: string } {
  if (expr.kind === 'keyword') return { field: '', operator: 'contains anywhere', expected: expr.pattern };
  if (expr.kind === 'holds') return { field: expr.field, operator: POSITIONS[expr.position], expected: expr.other };
  return { field: expr.field, ...inWords(expr) };
}

const COMPARISONS = { '=': 'equal to', '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' } as const;

function inWords(expr: FieldCondition): { operator: string; expected: string } {
  switch (expr.kind) {
    case 'exists':
      return { operator: 'has a value', expected: '' };
    case 'equals':
      return expr.value === null
        ? { operator: 'has no value', expected: '' }
        : { operator: 'equals', expected: String(expr.value) };
    case 'in':
      return { operator: 'is one of', expected: valuesInWords(expr.values) };
    case 'contains':
      return { operator: 'contains', expected: expr.value };
    case 'starts':
      return { operator: 'starts with', expected: expr.value };
    case 'ends':
      return { operator: 'ends with', expected: expr.value };
    case 'wildcard':
      return { operator: 'is like', expected: expr.pattern };
    case 'regex':
      return { operator: 'matches', expected: `/${expr.pattern}/${expr.flags}` };
    case 'cidr':
      return { operator: 'is in network', expected: expr.network };
    case 'compare':
      return { operator: COMPARISONS[expr.operator], expected: String(expr.value) };
    case 'calendar':
      return { operator: `has a ${expr.unit} ${COMPARISONS[expr.operator]}`, expected: String(expr.value) };
  }
}

function valuesInWords(values: readonly Scalar[]): string {
  const more = values.length - MAX_EXPECTED_VALUES;
  return values.slice(0, MAX_EXPECTED_VALUES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
