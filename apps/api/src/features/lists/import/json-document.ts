import { z } from 'zod';

import { PlainProblem } from '../../../http/problem';

/** A document is held in memory as a whole. */
const MAX_CHARACTERS = 64 * 1_024 ** 2;

export type JsonObject = Readonly<Record<string, unknown>>;

const objectSchema = z.record(z.string(), z.unknown());

/** Reads a whole document. */
export async function readDocument(text: AsyncIterable<string>): Promise<JsonObject> {
  const chunks: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    length += chunk.length;
    if (length > MAX_CHARACTERS)
      throw new PlainProblem(
        'too_large',
        'list.document_too_large',
        `A document may have ${MAX_CHARACTERS} characters.`,
      );
    chunks.push(chunk);
  }
  try {
    return objectSchema.parse(JSON.parse(chunks.join('')));
  } catch {
    throw new PlainProblem('invalid', 'list.document', 'The body is not a JSON object.');
  }
}

/** The members of an array that are objects. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text in one line, of at most so many characters; `undefined` when there is none. */
export function lineOf(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, maxLength);
}

/** A text as it is, when it is one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
