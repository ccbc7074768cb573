import { fieldSpec } from '@tocsin/event-model';
import { foldCase, type Expr } from '@tocsin/query';

/** Exact values, one of which the field has on every event the expression matches; without case. */
export interface Witness {
  readonly field: string;
  readonly values: readonly string[];
}

/** The witness with the fewest values; `undefined` when the expression can match without any. */
export function witnessOf(expr: Expr): Witness | undefined {
  if (expr.kind === 'equals') return expr.value === null ? undefined : witness(expr.field, [expr.value]);
  if (expr.kind === 'in') return witness(expr.field, expr.values);
  if (expr.kind === 'and') return expr.operands.map(witnessOf).reduce(fewer, undefined);
  if (expr.kind === 'or' && expr.operands.length > 0) return expr.operands.map(witnessOf).reduce(joined);
  return undefined;
}

/** Only fields that compare as text: an address or a number has many spellings. */
function witness(field: string, values: readonly (string | number | boolean)[]): Witness | undefined {
  const type = fieldSpec(field)?.type ?? 'keyword';
  if (type !== 'keyword' && type !== 'text' && type !== 'flattened') return undefined;
  return { field, values: values.map((value) => foldCase(String(value))) };
}

function fewer(left: Witness | undefined, right: Witness | undefined): Witness | undefined {
  if (!left || !right) return left ?? right;
  return right.values.length < left.values.length ? right : left;
}

function joined(left: Witness | undefined, right: Witness | undefined): Witness | undefined {
  if (!left || left.field !== right?.field) return undefined;
  return { field: left.field, values: [...left.values, ...right.values] };
}
