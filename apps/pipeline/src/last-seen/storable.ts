import { toUSVString } from 'node:util';

const NUL = /\0/g;

/** A text in characters that PostgreSQL keeps: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return toUSVString(text).replace(NUL, '\u2400');
}
