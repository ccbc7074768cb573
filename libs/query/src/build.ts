import type { Expr } from './expr';
import { literalOf, parseWildcards } from './text/text-pattern';

/** True when every operand is; of none, true. One operand stands for itself. */
export function all(operands: readonly Expr[]): Expr {
  if (operands.length === 0) return { kind: 'constant', value: true };
  return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
}

/** True when some operand is; of none, false. One operand stands for itself. */
export function any(operands: readonly Expr[]): Expr {
  if (operands.length === 0) return { kind: 'constant', value: false };
  return operands.length === 1 ? operands[0]! : { kind: 'or', operands };
}

/** The opposite; two of them cancel. */
export function not(operand: Expr): Expr {
  return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
}

/** The plainest condition that says what the wildcard pattern says: `*x*` is "contains". */
export function like(field: string, pattern: string, cased: boolean): Expr {
  const tokens = parseWildcards(pattern);
  const literal = literalOf(tokens);
  if (literal !== undefined) return { kind: 'equals', field, value: literal, cased };
  const shape = tokens.map((token) => token.kind).join(' ');
  const value = tokens.map((token) => (token.kind === 'text' ? token.text : '')).join('');
  if (shape === 'any') return { kind: 'exists', field };
  if (shape === 'any text any') return { kind: 'contains', field, value, cased };
  if (shape === 'text any') return { kind: 'starts', field, value, cased };
  if (shape === 'any text') return { kind: 'ends', field, value, cased };
  return { kind: 'wildcard', field, pattern, cased };
}
