import { DomainError } from '@tocsin/api-contract';
import {
  Doc,
  applyUpdate,
  decodeUpdate,
  diffUpdate,
  encodeStateAsUpdate,
  encodeStateVector,
  encodeStateVectorFromUpdate,
  mergeUpdates,
} from 'yjs';

/** Half characters, and the one that ends strings elsewhere. */
const NOT_KEPT = /[\0\ud800-\udfff]/gu;
/** Name of the one text in the Yjs document. */
const TEXT = 'text';

/** A change that cannot be taken. */
export class TextRefused extends DomainError {
  readonly kind = 'invalid';

  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** The state of a text in which nothing was written. */
export function emptyState(): Uint8Array {
  return encodeStateAsUpdate(new Doc());
}

/** @throws {TextRefused} when the bytes are no change that Yjs can take. */
export function assertUpdate(update: Uint8Array): void {
  try {
    decodeUpdate(update);
    applyUpdate(new Doc(), update);
  } catch {
    throw new TextRefused('text.not_an_update', 'These bytes are no change of a text. Load the text again.');
  }
}

export function together(updates: readonly Uint8Array[]): Uint8Array {
  return mergeUpdates([...updates]);
}

/** @throws {TextRefused} when the bytes are no state vector. */
export function missingIn(state: Uint8Array, vector: Uint8Array | undefined): Uint8Array {
  if (vector === undefined || vector.byteLength === 0) return state;
  try {
    return diffUpdate(state, vector);
  } catch {
    throw new TextRefused('text.not_a_vector', 'These bytes are no state of a text. Load the text again.');
  }
}

/** What a state holds, so that somebody else can tell what it lacks. */
export function vectorOf(state: Uint8Array): Uint8Array {
  return encodeStateVectorFromUpdate(state);
}

/** The words of a text, without who wrote them and when; as a database can keep them, whatever a client wrote. */
export function contentOf(state: Uint8Array): string {
  const doc = new Doc();
  applyUpdate(doc, state);
  return doc.getText(TEXT).toJSON().replaceAll(NOT_KEPT, '\ufffd');
}

/** The change after which a text says something else; what both have at the beginning and the end stays untouched. */
export function rewriting(state: Uint8Array, content: string): Uint8Array {
  const doc = new Doc();
  applyUpdate(doc, state);
  const before = encodeStateVector(doc);
  const text = doc.getText(TEXT);
  const present = text.toJSON();
  // Places count otherwise where a client put something else than words into the text.
  const isWords = present.length === text.length;
  const [start, end] = isWords ? sameEnds(present, content) : [0, 0];
  doc.transact(() => {
    text.delete(start, text.length - start - end);
    text.insert(start, content.slice(start, content.length - end));
  });
  return encodeStateAsUpdate(doc, before);
}

function sameEnds(one: string, other: string): [number, number] {
  const shortest = Math.min(one.length, other.length);
  let start = 0;
  while (start < shortest && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return [start, end];
}
