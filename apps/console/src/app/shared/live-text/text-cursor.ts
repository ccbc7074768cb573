import type { TextCursor } from '@tocsin/api-contract';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  decodeRelativePosition,
  encodeRelativePosition,
  type Doc,
} from 'yjs';

type Words = ReturnType<Doc['getText']>;

/** Where a selection is, in a way that stays right whatever others write. */
export function cursorAt(words: Words, start: number, end: number): TextCursor {
  const encode = (place: number): string =>
    btoa(String.fromCharCode(...encodeRelativePosition(createRelativePositionFromTypeIndex(words, place))));
  return { anchor: encode(start), head: encode(end) };
}

/** Where the head of a cursor is now; undefined when it is nowhere in this text, or is none at all. */
export function placeOf(doc: Doc, words: Words, cursor: TextCursor | null): number | undefined {
  if (cursor === null) return undefined;
  try {
    const bytes = Uint8Array.from(atob(cursor.head), (character) => character.charCodeAt(0));
    const place = createAbsolutePositionFromRelativePosition(decodeRelativePosition(bytes), doc);
    return place?.type === words ? place.index : undefined;
  } catch {
    // What another console says may be anything.
    return undefined;
  }
}
