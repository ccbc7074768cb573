import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhitespace,
  NEWLINE,
  onOneLine,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '@tocsin/framing';

import type { Framer } from './framer';
import { GrowingBuffer } from './growing-buffer';
import { assertEventLength } from './line-splitter';

/**
 * Cuts a body into the JSON objects that stand in it one after the other, with nothing, blanks, commas or the brackets of
 * arrays between them. What is no object is handed on as well: nothing of a body is left out. An object that does not end
 * costs only itself, for one that begins where none may stand, and a line end inside a string, end it.
 */
export class ObjectStream implements Framer {
  private readonly item = new GrowingBuffer();
  private state: 'between' | 'object' | 'other' = 'between';
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  /** The last byte outside strings that was not blank. */
  private last: number | undefined;

  constructor(
    private readonly maxLineBytes: number,
    /** On one line each. */
    private readonly onItem: (item: Buffer) => void,
  ) {}

  /** @throws {Refusal} when an object is longer than allowed. */
  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) at = this.state === 'between' ? this.begin(bytes, at) : this.goOn(bytes, at);
  }

  end(): void {
    if (this.state !== 'between') this.emit(this.item.take());
  }

  private begin(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && isBetween(bytes[at])) at += 1;
    if (at === bytes.length) return at;
    this.state = bytes[at] === OPEN_BRACE ? 'object' : 'other';
    this.depth = 0;
    this.isInString = false;
    this.isEscaped = false;
    this.last = undefined;
    return at;
  }

  private goOn(bytes: Buffer, from: number): number {
    const end = this.state === 'object' ? this.endOfObject(bytes, from) : endOfOther(bytes, from);
    const piece = bytes.subarray(from, end < 0 ? bytes.length : end);
    assertEventLength(this.item.length + piece.length, this.maxLineBytes);
    if (end >= 0 && this.item.length === 0) {
      this.emit(piece);
      return end;
    }
    this.item.append(piece);
    if (end < 0) return bytes.length;
    this.emit(this.item.take());
    return end;
  }

  private emit(item: Buffer): void {
    this.state = 'between';
    this.onItem(onOneLine(item));
  }

  /** Index after the object, -1 when it goes on beyond these bytes. */
  private endOfObject(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.isInString) {
        if (byte === NEWLINE) return at;
        this.inString(byte);
      } else if (!isWhitespace(byte)) {
        if (byte === OPEN_BRACE && !mayStandBefore(this.last)) return at;
        this.outside(byte);
        if (this.depth === 0) return at + 1;
      }
    }
    return -1;
  }

  private inString(byte: number | undefined): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInString = false;
  }

  private outside(byte: number | undefined): void {
    this.last = byte;
    if (byte === QUOTE) this.isInString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.depth -= 1;
  }
}

function isBetween(byte: number | undefined): boolean {
  return byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET || isWhitespace(byte);
}

/** What an object may follow; nothing, at its own beginning. */
function mayStandBefore(last: number | undefined): boolean {
  return last === undefined || last === COLON || last === COMMA || last === OPEN_BRACKET;
}

/** What is no object ends with its line, or where an object begins. */
function endOfOther(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === NEWLINE || bytes[at] === OPEN_BRACE) return at;
  return -1;
}
