import { isStorableId } from './refusal';

/** What a date can hold, in milliseconds either side of 1970. */
const LAST_TIME = 8.64e15;

/** Where a page of a search ended: event time in milliseconds and id of its last event. */
export interface CursorPosition {
  readonly at: number;
  readonly id: string;
}

/** The cursor was not made by this store; start again without one. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor() {
    super('The cursor is not one that a search has answered; start the search again without it.');
  }
}

/** Opaque text for the way through a caller and back; safe in a URL. */
export function encodeCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify([position.at, position.id])).toString('base64url');
}

/** @throws {InvalidCursor} when the text was not made by {@link encodeCursor}. */
export function decodeCursor(cursor: string): CursorPosition {
  const [at, id] = parsePair(cursor);
  if (typeof at !== 'number' || !(Math.abs(at) < LAST_TIME)) throw new InvalidCursor();
  if (typeof id !== 'string' || !isStorableId(id)) throw new InvalidCursor();
  return { at, id };
}

function parsePair(cursor: string): readonly unknown[] {
  try {
    const pair: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(pair) ? pair : [];
  } catch {
    return [];
  }
}
