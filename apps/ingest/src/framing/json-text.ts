import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhitespace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipBlanks,
} from './json-bytes';

/** Finds where an object, array or string ends without understanding it; can be fed piece by piece. */
export class ValueScanner {
  private depth = 0;
  private isInString = false;
  private isEscaped = false;

  /** Index after the last byte of the value, -1 when it goes on beyond these bytes. The first call starts at its first byte. */
  scan(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      if (this.isInString) this.inString(bytes[at]);
      else this.outside(bytes[at]);
      if (this.depth === 0 && !this.isInString) return at + 1;
    }
    return -1;
  }

  /** Whether the bytes so far end inside a string. */
  get endsInString(): boolean {
    return this.isInString;
  }

  private inString(byte: number | undefined): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInString = false;
  }

  private outside(byte: number | undefined): void {
    if (byte === QUOTE) this.isInString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.depth -= 1;
  }
}

/** Index after a value of any kind that starts at `from`. */
function endOfValue(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === OPEN_BRACE || first === OPEN_BRACKET || first === QUOTE) {
    const end = new ValueScanner().scan(bytes, from);
    return end < 0 ? bytes.length : end;
  }
  let at = from;
  while (at < bytes.length && !isEndOfScalar(bytes[at])) at += 1;
  return at;
}

/** Number, `true`, `false` and `null` end before these. */
function isEndOfScalar(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || isWhitespace(byte);
}

/** The bytes of a member's value of a JSON object; the last one wins, as in JSON.parse. */
export function memberOf(object: Buffer, name: string): Buffer | undefined {
  let found: Buffer | undefined;
  let at = skipBlanks(object, skipBlanks(object, 0) + 1);
  while (object[at] === QUOTE) {
    const keyEnd = endOfValue(object, at);
    const key: unknown = JSON.parse(object.toString('utf8', at, keyEnd));
    const colon = skipBlanks(object, keyEnd);
    if (object[colon] !== COLON) return undefined;
    const start = skipBlanks(object, colon + 1);
    const end = endOfValue(object, start);
    if (key === name) found = object.subarray(start, end);
    at = skipBlanks(object, end);
    if (object[at] === COMMA) at = skipBlanks(object, at + 1);
  }
  return found;
}
