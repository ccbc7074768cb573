import type { Expr } from '@tocsin/query';

/** The field has one of the values, whatever their case. */
export function is(field: string, ...values: string[]): Expr {
  return values.length === 1
    ? { kind: 'equals', field, value: values[0]!, cased: false }
    : { kind: 'in', field, values, cased: false };
}
