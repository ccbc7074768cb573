import { SPACE } from '@tocsin/framing';

/** Where the message of an octet-counted frame starts, and how long it is said to be. */
export interface OctetCount {
  readonly start: number;
  readonly length: number;
}

const ZERO = 0x30;
const NINE = 0x39;
const LESS_THAN = 0x3c;
/** Nobody means a message of 100 MB; it is text that happens to start with digits. */
const MAX_DIGITS = 8;

/**
 * The octet count at the start of a frame (RFC 6587, 3.4.1): digits, a blank, and the `<` and first digit of the priority every
 * message starts with. Without the latter a line such as "404 not found" would swallow those behind it.
 * @returns `undefined` when the frame has none, `undecided` when more bytes are needed to tell.
 */
export function readOctetCount(bytes: Buffer, at: number): OctetCount | 'undecided' | undefined {
  if (bytes[at] === ZERO) return undefined;
  let end = at;
  let length = 0;
  while (isDigit(bytes[end]) && end - at <= MAX_DIGITS) {
    length = length * 10 + (bytes[end] as number) - ZERO;
    end += 1;
  }
  if (end === at || end - at > MAX_DIGITS) return undefined;
  if (end < bytes.length && bytes[end] !== SPACE) return undefined;
  if (end + 1 < bytes.length && bytes[end + 1] !== LESS_THAN) return undefined;
  if (end + 2 >= bytes.length) return 'undecided';
  return isDigit(bytes[end + 2]) ? { start: end + 1, length } : undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
