import { fieldValue, type FieldValue, type SecurityEvent } from '@tocsin/event-model';
import type { Expr } from '@tocsin/query';

/** Stands in for the compiler of libs/query until that is there. */
export function matches(expr: Expr, event: SecurityEvent): boolean {
  switch (expr.kind) {
    case 'and':
      return expr.operands.every((operand) => matches(operand, event));
    case 'or':
      return expr.operands.some((operand) => matches(operand, event));
    case 'not':
      return !matches(expr.operand, event);
    case 'constant':
      return expr.value;
    case 'exists':
      return (fieldValue(event, expr.field) ?? null) !== null;
    case 'equals':
      return has(fieldValue(event, expr.field), (value) => isSame(value, expr.value, expr.cased));
    case 'in':
      return has(fieldValue(event, expr.field), (value) => expr.values.some((one) => isSame(value, one, expr.cased)));
    case 'contains':
    case 'starts':
    case 'ends':
    case 'wildcard':
    case 'regex':
    case 'cidr':
    case 'compare':
    case 'keyword':
      throw new Error(`The in-memory store cannot evaluate '${expr.kind}' yet.`);
  }
}

function has(value: FieldValue | undefined, test: (value: FieldValue) => boolean): boolean {
  return Array.isArray(value) ? value.some(test) : test(value ?? null);
}

function isSame(value: FieldValue, wanted: FieldValue, isCased: boolean): boolean {
  if (isCased || typeof value !== 'string' || typeof wanted !== 'string') return value === wanted;
  return value.toLowerCase() === wanted.toLowerCase();
}
