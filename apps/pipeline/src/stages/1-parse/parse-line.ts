import { isUtf8 } from 'node:buffer';

import { NOT_UTF8, shapeFault, syntaxFault, type LineFault } from '@tocsin/event-model';

import { mend, needsMending } from './mending';

export type JsonRecord = Record<string, unknown>;

export interface ParsedLine {
  readonly record: JsonRecord;
  /** What had to be changed to keep the record whole, in words. */
  readonly notes: readonly string[];
}

const NO_NOTES: readonly string[] = [];

/** One line as a JSON object, or why it is none. The bytes are not kept: whoever parks the line has them. */
export function parseLine(line: Buffer, maxDepth: number): ParsedLine | LineFault {
  return isUtf8(line) ? parseText(line.toString('utf8'), maxDepth) : NOT_UTF8;
}

/** A text as a JSON object, or why it is none. */
export function parseText(text: string, maxDepth: number): ParsedLine | LineFault {
  let value: unknown;
  let notes = NO_NOTES;
  try {
    if (needsMending(text)) ({ value, notes } = mend(text));
    else value = JSON.parse(text);
  } catch (error) {
    return syntaxFault(error);
  }
  return shapeFault(value, maxDepth) ?? { record: value as JsonRecord, notes };
}
