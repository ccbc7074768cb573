import { z } from 'zod';

import { PlainProblem } from '../../http/problem';

/** Where a page ended: what it was sorted by, as PostgreSQL writes it, and the key. */
const positionSchema = z.tuple([
  z
    .string()
    .max(40)
    .regex(/^[\d :.+-]+$/),
  z.string().max(2_000),
]);
export type Position = z.infer<typeof positionSchema>;

export function encodePosition(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws {PlainProblem} when it is not one of ours. */
export function decodePosition(cursor: string): Position {
  const position = positionSchema.safeParse(parse(cursor));
  if (position.success) return position.data;
  throw new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Said by the schema: undefined is no position.
    return undefined;
  }
}
