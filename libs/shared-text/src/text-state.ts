import { DomainError } from '@tocsin/api-contract';
import {
  Doc,
  applyUpdate,
  decodeUpdate,
  diffUpdate,
  encodeStateAsUpdate,
  encodeStateVectorFromUpdate,
  mergeUpdates,
} from 'yjs';

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

/** The words of a text, without who wrote them and when. */
export function contentOf(state: Uint8Array): string {
  const doc = new Doc();
  applyUpdate(doc, state);
  return doc.getText(TEXT).toJSON();
}
