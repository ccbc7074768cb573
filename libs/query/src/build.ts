import type { Expr } from './expr';

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
