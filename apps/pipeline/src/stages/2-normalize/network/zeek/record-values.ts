import type { JsonRecord } from '@tocsin/plugin-kit';

import { valueAt } from '../../values/record-mapping';
import { readDecimal } from '../../values/typed-value';

const NANOSECONDS = 1e9;

/** The first of several keys that has a text. Keys may have dots, and stand for a path then too. */
export function textAt(record: JsonRecord, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(record, path.split('.'));
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** Zeek's booleans, as JSON has them, as text, or as `T` and `F`. */
export function flagAt(record: JsonRecord, path: string): boolean | undefined {
  const value = valueAt(record, path.split('.'));
  if (value === true || value === 'true' || value === 'T') return true;
  return value === false || value === 'false' || value === 'F' ? false : undefined;
}

export function outcomeOf(isSuccess: boolean | undefined): string | undefined {
  return isSuccess === undefined ? undefined : isSuccess ? 'success' : 'failure';
}

/** Seconds, in ECS's nanoseconds. */
export function durationAt(record: JsonRecord, path: string): number | undefined {
  const seconds = readDecimal(valueAt(record, path.split('.')));
  const nanoseconds = seconds === undefined ? NaN : Math.round(seconds * NANOSECONDS);
  return Number.isSafeInteger(nanoseconds) && nanoseconds >= 0 ? nanoseconds : undefined;
}
