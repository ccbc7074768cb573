import { isUtf8 } from 'node:buffer';

import type { Refusal } from '@tocsin/plugin-kit';

import { mend, needsMending } from './mending';

export type JsonRecord = Record<string, unknown>;

export interface ParsedLine {
  readonly record: JsonRecord;
  /** What had to be changed to keep the record whole, in words. */
  readonly notes: readonly string[];
}

const NO_NOTES: readonly string[] = [];

/** One line as a JSON object, or why it is none. The bytes are not kept: whoever parks the line has them. */
export function parseLine(line: Buffer, maxDepth: number): ParsedLine | Refusal {
  if (!isUtf8(line)) return { code: 'parse.encoding', reason: 'The line is not valid UTF-8.' };
  const text = line.toString('utf8');
  let value: unknown;
  let notes = NO_NOTES;
  try {
    if (needsMending(text)) ({ value, notes } = mend(text));
    else value = JSON.parse(text);
  } catch (error) {
    return { code: 'parse.json', reason: `The line is not JSON: ${describe(error)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { code: 'parse.shape', reason: `The line is JSON but not an object; it is ${kindOf(value)}.` };
  if (isDeeperThan(value, maxDepth))
    return { code: 'parse.depth', reason: `The event is nested deeper than ${maxDepth} levels.` };
  return { record: value as JsonRecord, notes };
}

function isDeeperThan(value: object, depth: number): boolean {
  if (depth === 0) return true;
  for (const child of Object.values(value) as unknown[])
    if (typeof child === 'object' && child !== null && isDeeperThan(child, depth - 1)) return true;
  return false;
}

/** The engine quotes the text it stumbled over; that is data, and it stands in the parked bytes already. */
function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/,? ?(\.\.\.)?".*$/su, '').trim() || 'it cannot be parsed';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
