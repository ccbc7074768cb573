import {
  CLOSE_BRACKET,
  COMMA,
  examine,
  isWhitespace,
  onOneLine,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  ValueScanner,
} from '@tocsin/framing';

import type { EventLimits, EventSink } from './framer';
import { GrowingBuffer } from './growing-buffer';
import { assertEventLength } from './line-splitter';

/** Takes the elements out of a JSON array while it arrives, as the bytes they are: nothing is parsed and written again. */
export class ArraySplitter {
  private readonly element = new GrowingBuffer();
  private scanner: ValueScanner | undefined;
  private isInElement = false;

  constructor(
    private readonly limits: EventLimits,
    private readonly sink: EventSink,
  ) {}

  /** Index after the closing bracket, -1 when the array goes on. The opening bracket is not part of what is pushed. */
  push(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at];
      if (this.isInElement) at = this.goOn(bytes, at);
      else if (byte === CLOSE_BRACKET) return at + 1;
      else if (byte === COMMA || isWhitespace(byte)) at += 1;
      else {
        this.isInElement = true;
        this.scanner = byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE ? new ValueScanner() : undefined;
      }
    }
    return -1;
  }

  /** The body ended inside the array: an element without its end is handed on as it is. */
  end(): void {
    if (this.element.length > 0) this.emit(this.element.take());
  }

  private goOn(bytes: Buffer, from: number): number {
    const end = this.scanner ? this.scanner.scan(bytes, from) : endOfScalar(bytes, from);
    const piece = bytes.subarray(from, end < 0 ? bytes.length : end);
    assertEventLength(this.element.length + piece.length, this.limits.maxLineBytes);
    if (end >= 0 && this.element.length === 0) this.emit(piece);
    else this.element.append(piece);
    if (end < 0) return bytes.length;
    if (this.element.length > 0) this.emit(this.element.take());
    return end;
  }

  private emit(element: Buffer): void {
    this.isInElement = false;
    const line = onOneLine(element);
    const { fault, id } = examine(line, this.limits.maxDepth);
    this.sink.add(line, fault, id);
  }
}

/** A stray brace is part of what is no value anyway, so only these end it. */
function endOfScalar(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === CLOSE_BRACKET || isWhitespace(byte)) return at;
  }
  return -1;
}
