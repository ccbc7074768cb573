import { CARRIAGE_RETURN, isBlank, NEWLINE } from '@tocsin/framing';

import { Refusal } from '../refusal';
import { GrowingBuffer } from './growing-buffer';

const NOTHING = Buffer.alloc(0);

/**
 * Cuts a body into lines while it arrives. Line ends (LF or CRLF) are not part of a line, blank lines are left out, the last
 * line needs no end. Lines are views on the chunks; only a line that spans chunks is copied.
 */
export class LineSplitter {
  private readonly rest = new GrowingBuffer();

  constructor(
    private readonly maxLineBytes: number,
    private readonly onLine: (line: Buffer) => void,
  ) {}

  /** @throws {Refusal} when a line is longer than allowed. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) return;
    assertEventLength(this.rest.length + chunk.length - start, this.maxLineBytes);
    this.rest.append(chunk.subarray(start));
  }

  end(): void {
    if (this.rest.length > 0) this.finish(NOTHING);
  }

  private finish(tail: Buffer): void {
    assertEventLength(this.rest.length + tail.length, this.maxLineBytes);
    if (this.rest.length === 0) {
      this.emit(tail);
      return;
    }
    this.rest.append(tail);
    this.emit(this.rest.take());
  }

  private emit(bytes: Buffer): void {
    const line = bytes[bytes.length - 1] === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
    if (!isBlank(line)) this.onLine(line);
  }
}

/** @throws {Refusal} naming the limit and what to do. */
export function assertEventLength(length: number, maxLineBytes: number): void {
  if (length <= maxLineBytes) return;
  throw new Refusal(
    'limit.line_bytes',
    `An event is longer than ingest.maxLineBytes (${maxLineBytes} bytes). Send shorter events or raise the limit.`,
  );
}
