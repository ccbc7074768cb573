import { z } from 'zod';

import { PlainProblem } from './problem';

/** Microseconds, as PostgreSQL keeps them: a cursor of milliseconds would skip or repeat rows. */
const positionSchema = z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]);

/** Where a page ended: time and id of its last row. */
export type CursorPosition = z.infer<typeof positionSchema>;

/** SQL that writes a `timestamptz` as a cursor needs it. */
export function cursorTime(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Opaque text for the way through a client and back. */
export function encodeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws {PlainProblem} when it is not one of ours. */
export function decodeCursor(cursor: string): CursorPosition {
  const position = positionSchema.safeParse(parse(cursor));
  if (!position.success)
    throw new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
  return position.data;
}

/**
 * Cuts a page out of rows of which one more was asked for than the page holds.
 * @param positionOf of the last row that is shown.
 */
export function pageOf<R>(rows: R[], limit: number, positionOf: (row: R) => CursorPosition) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { shown, nextCursor: hasMore ? encodeCursor(positionOf(last)) : null };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Said by the schema: undefined is no position.
    return undefined;
  }
}
