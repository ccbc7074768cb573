import type { JsonRecord } from '@tocsin/plugin-kit';

import { parseText } from '../../../1-parse/parse-line';

/** As deep as a line may be by default, but for what stands around the record. */
const MAX_DEPTH = 30;
const TIME_KEYS: ReadonlySet<string> = new Set([
  ...['utctimestamp', 'eventtime', 'timestamp', '@timestamp', 'date', 'time', 'createdat', 'updatedat', 'published'],
]);

/**
 * The record that stands as text inside an envelope: the object that it writes in JSON, or a message. The envelope is kept
 * beside it, and its time where the record has none of its own.
 */
export function innerRecord(text: string, time: unknown, name: string, envelope: JsonRecord): JsonRecord {
  const parsed = /^\s*\{/.test(text) ? parseText(text, MAX_DEPTH) : undefined;
  const record = parsed === undefined || 'code' in parsed ? { message: text } : parsed.record;
  const isDated = Object.keys(record).some((key) => TIME_KEYS.has(key.toLowerCase()));
  let free = name;
  while (Object.hasOwn(record, free)) free += '_';
  return { ...record, ...(isDated || time === undefined ? {} : { timestamp: time }), [free]: envelope };
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
