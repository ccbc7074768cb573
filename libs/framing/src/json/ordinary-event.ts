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
} from './json-bytes';

const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_E = 0x65;
/** `E` and `e` differ in this bit only. */
const CASE_BIT = 0x20;
const FIRST_PRINTABLE = 0x20;
const UNDERSCORE = 0x5f;
const LITERALS = ['true', 'false', 'null'].map((text) => Buffer.from(text));
const NOWHERE = -1;

/** 1 for the bytes that end the plain run of a string: its end, an escape, or what may not stand there. */
const STOPS = new Uint8Array(256);
STOPS.fill(1, 0, FIRST_PRINTABLE);
STOPS[QUOTE] = 1;
STOPS[BACKSLASH] = 1;

/** 1 for the bytes that may follow a backslash, but for `u`. */
const ESCAPES = new Uint8Array(256);
for (const byte of Buffer.from('"\\/bfnrt')) ESCAPES[byte] = 1;

/**
 * Recognises the events nearly all lines are: one JSON object (RFC 8259), no deeper than allowed, without a key that may hold
 * an id. Says `true` only if it is sure; a line it does not recognise has to be parsed to be judged.
 *
 * Parsing would build an object only to throw it away, which costs twice as much as looking at the bytes.
 */
export function isOrdinaryEvent(line: Buffer, maxDepth: number): boolean {
  return new OrdinaryEvent(line, maxDepth).isOne();
}

/** Each method takes the index where something starts and gives the index behind it, or -1. */
class OrdinaryEvent {
  constructor(
    private readonly bytes: Buffer,
    private readonly maxDepth: number,
  ) {}

  isOne(): boolean {
    const start = this.skip(0);
    if (this.bytes[start] !== OPEN_BRACE) return false;
    const end = this.object(start, 1);
    return end !== NOWHERE && this.skip(end) === this.bytes.length;
  }

  private object(open: number, depth: number): number {
    const { bytes } = this;
    if (depth > this.maxDepth) return NOWHERE;
    let at = this.skip(open + 1);
    if (bytes[at] === CLOSE_BRACE) return at + 1;
    while (bytes[at] === QUOTE) {
      if (depth === 1 && this.mayNameId(at + 1)) return NOWHERE;
      const key = this.string(at);
      if (key === NOWHERE) return NOWHERE;
      const colon = this.skip(key);
      if (bytes[colon] !== COLON) return NOWHERE;
      const value = this.value(this.skip(colon + 1), depth);
      if (value === NOWHERE) return NOWHERE;
      at = this.skip(value);
      if (bytes[at] === CLOSE_BRACE) return at + 1;
      if (bytes[at] !== COMMA) return NOWHERE;
      at = this.skip(at + 1);
    }
    return NOWHERE;
  }

  private array(open: number, depth: number): number {
    const { bytes } = this;
    if (depth > this.maxDepth) return NOWHERE;
    let at = this.skip(open + 1);
    if (bytes[at] === CLOSE_BRACKET) return at + 1;
    for (;;) {
      const value = this.value(at, depth);
      if (value === NOWHERE) return NOWHERE;
      at = this.skip(value);
      if (bytes[at] === CLOSE_BRACKET) return at + 1;
      if (bytes[at] !== COMMA) return NOWHERE;
      at = this.skip(at + 1);
    }
  }

  private value(at: number, depth: number): number {
    const first = this.bytes[at];
    if (first === QUOTE) return this.string(at);
    if (first === OPEN_BRACE) return this.object(at, depth + 1);
    if (first === OPEN_BRACKET) return this.array(at, depth + 1);
    if (first === MINUS || isDigit(first)) return this.number(at);
    return this.literal(at);
  }

  private string(quote: number): number {
    const { bytes } = this;
    let at = quote + 1;
    for (;;) {
      while (at < bytes.length && STOPS[bytes[at] as number] === 0) at += 1;
      if (bytes[at] === QUOTE) return at + 1;
      if (bytes[at] !== BACKSLASH) return NOWHERE;
      at = this.escape(at + 1);
      if (at === NOWHERE) return NOWHERE;
    }
  }

  /** A \u escape is rare, and so is worth a look of the parser. */
  private escape(at: number): number {
    return ESCAPES[this.bytes[at] as number] === 1 ? at + 1 : NOWHERE;
  }

  private number(start: number): number {
    const { bytes } = this;
    let at = bytes[start] === MINUS ? start + 1 : start;
    at = bytes[at] === ZERO ? at + 1 : this.digits(at);
    if (at !== NOWHERE && bytes[at] === POINT) at = this.digits(at + 1);
    if (at !== NOWHERE && ((bytes[at] ?? 0) | CASE_BIT) === LOWER_E) {
      const sign = bytes[at + 1];
      at = this.digits(sign === PLUS || sign === MINUS ? at + 2 : at + 1);
    }
    return at;
  }

  private digits(start: number): number {
    let at = start;
    while (isDigit(this.bytes[at])) at += 1;
    return at === start ? NOWHERE : at;
  }

  private literal(at: number): number {
    for (const literal of LITERALS) {
      if (literal[0] !== this.bytes[at]) continue;
      const end = at + literal.length;
      // Comparing past the end of the bytes would throw.
      return end <= this.bytes.length && literal.compare(this.bytes, at, end) === 0 ? end : NOWHERE;
    }
    return NOWHERE;
  }

  private skip(from: number): number {
    let at = from;
    while (isWhitespace(this.bytes[at])) at += 1;
    return at;
  }

  /** `_id`, `event`, `event.id`: the parser looks at whatever starts like one of them, or is written with an escape. */
  private mayNameId(at: number): boolean {
    const first = this.bytes[at];
    if (first === UNDERSCORE) return this.bytes[at + 1] === 0x69;
    return first === BACKSLASH || (first === LOWER_E && this.bytes[at + 1] === 0x76);
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}
