import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordPath } from '../../values/record-mapping';
import { readDecimal } from '../../values/typed-value';

const NANOSECONDS = 1e9;
/** Those that the code below the folder asks for, so a few dozen. */
const paths = new Map<string, RecordPath>();

/** The first of several keys that has a text. Keys may have dots, and stand for a path then too. */
export function textAt(record: JsonRecord, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = valueOf(record, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** Zeek's booleans, as JSON has them, as text, or as `T` and `F`. */
export function flagAt(record: JsonRecord, path: string): boolean | undefined {
  const value = valueOf(record, path);
  if (value === true || value === 'true' || value === 'T') return true;
  return value === false || value === 'false' || value === 'F' ? false : undefined;
}

export function outcomeOf(isSuccess: boolean | undefined): string | undefined {
  return isSuccess === undefined ? undefined : isSuccess ? 'success' : 'failure';
}

/** Seconds, in ECS's nanoseconds. */
export function durationAt(record: JsonRecord, path: string): number | undefined {
  const seconds = readDecimal(valueOf(record, path));
  const nanoseconds = seconds === undefined ? NaN : Math.round(seconds * NANOSECONDS);
  return Number.isSafeInteger(nanoseconds) && nanoseconds >= 0 ? nanoseconds : undefined;
}

function valueOf(record: JsonRecord, text: string): unknown {
  let path = paths.get(text);
  if (path === undefined) paths.set(text, (path = new RecordPath(text)));
  return path.in(record);
}
