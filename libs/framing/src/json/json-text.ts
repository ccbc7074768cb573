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

/** Index after a value of any kind that starts at `from`; the length where it has no end. */
function endOfValue(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === QUOTE) return endOfString(bytes, from);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfBrackets(bytes, from);
  let at = from;
  while (at < bytes.length && !isEndOfScalar(bytes[at])) at += 1;
  return at;
}

function endOfString(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
  }
  return bytes.length;
}

function endOfBrackets(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return bytes.length;
}

/** Number, `true`, `false` and `null` end before these. */
function isEndOfScalar(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || isWhitespace(byte);
}

/** JSON whose structure, down to where it was looked at, is broken. */
export class MalformedJson extends Error {
  override readonly name = 'MalformedJson';
}

/**
 * The members of a JSON object in order, their values as the bytes they are, which are not looked into.
 * @throws {MalformedJson} where the object is none.
 */
export function* membersOf(object: Buffer): Generator<readonly [name: string, value: Buffer]> {
  let at = firstIn(object, OPEN_BRACE);
  while (object[at] !== CLOSE_BRACE) {
    const nameEnd = object[at] === QUOTE ? endOfValue(object, at) : at;
    const colon = skipBlanks(object, nameEnd);
    if (nameEnd === at || object[colon] !== COLON) throw new MalformedJson('a member has no name');
    const start = skipBlanks(object, colon + 1);
    const end = endOfValue(object, start);
    if (end === start) throw new MalformedJson('a member has no value');
    yield [nameOf(object.toString('utf8', at, nameEnd)), object.subarray(start, end)];
    at = nextIn(object, end, CLOSE_BRACE);
  }
  assertOver(object, at + 1);
}

/**
 * The elements of a JSON array as the bytes they are, which are not looked into.
 * @throws {MalformedJson} where the array is none.
 */
export function* elementsOf(array: Buffer): Generator<Buffer> {
  let at = firstIn(array, OPEN_BRACKET);
  while (array[at] !== CLOSE_BRACKET) {
    const end = endOfValue(array, at);
    if (end === at) throw new MalformedJson('an element has no value');
    yield array.subarray(at, end);
    at = nextIn(array, end, CLOSE_BRACKET);
  }
  assertOver(array, at + 1);
}

function firstIn(bytes: Buffer, bracket: number): number {
  const at = skipBlanks(bytes, 0);
  if (bytes[at] !== bracket)
    throw new MalformedJson(`there is no "${String.fromCharCode(bracket)}" where one should be`);
  return skipBlanks(bytes, at + 1);
}

/** Where the next member or element starts, or the closing bracket stands. */
function nextIn(bytes: Buffer, end: number, close: number): number {
  const at = skipBlanks(bytes, end);
  if (bytes[at] === COMMA) return skipBlanks(bytes, at + 1);
  if (bytes[at] !== close) throw new MalformedJson('something ends too early or has no comma behind it');
  return at;
}

function assertOver(bytes: Buffer, end: number): void {
  if (skipBlanks(bytes, end) !== bytes.length) throw new MalformedJson('something follows its end');
}

function nameOf(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new MalformedJson('a name is no string');
  }
}

/** The bytes of a member's value of a JSON object; the last one wins, as in JSON.parse. */
export function memberOf(object: Buffer, name: string): Buffer | undefined {
  let found: Buffer | undefined;
  for (const [key, value] of membersOf(object)) if (key === name) found = value;
  return found;
}
