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
  if (!position.success) throw noCursor();
  return position.data;
}

/** Of lists whose rows are counted: the number of the last one. @throws {PlainProblem} when it is not one of ours. */
export function countCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) throw noCursor();
  return cursor;
}

/** Of lists in the order of one text: that of the last row. */
export function encodeText(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** @throws {PlainProblem} when it is not one of ours. @returns the empty text, before all others, where there is none. */
export function decodeText(cursor: string | undefined): string {
  const text = Buffer.from(cursor ?? '', 'base64url').toString();
  if (encodeText(text) !== (cursor ?? '') || text.includes('\0')) throw noCursor();
  return text;
}

/** The caller made it up, or mixed up two lists. */
function noCursor(): PlainProblem {
  return new PlainProblem('invalid', 'cursor.invalid', 'The cursor is not one of ours. Start without it.');
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
