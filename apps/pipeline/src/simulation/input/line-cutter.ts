import { isBlank } from '@tocsin/framing';

import type { NumberedLine } from '../framed-lines';

/** What the front door takes for one event. */
const MAX_LINE_BYTES = 1024 ** 2;
/** Of a longer one, so much is kept to be seen. */
const KEPT_BYTES = 1_024;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const TOO_LONG = {
  code: 'limit.line_bytes',
  reason: `The line is longer than an event may be (${MAX_LINE_BYTES} bytes; ingest.maxLineBytes).`,
};

/** Cuts bytes into numbered lines; blank ones are counted and left out. Holds one line at most, and of a long one only its beginning. */
export class LineCutter {
  private pieces: Buffer[] = [];
  private length = 0;
  /** Lines that have ended so far. */
  count = 0;

  *push(chunk: Buffer): Generator<NumberedLine> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield* this.finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
  }

  /** The last line needs no end. */
  *end(): Generator<NumberedLine> {
    if (this.length > 0) yield* this.finish(Buffer.alloc(0));
  }

  private keep(piece: Buffer): void {
    if (this.length <= MAX_LINE_BYTES) this.pieces.push(piece);
    this.length += piece.length;
  }

  private *finish(tail: Buffer): Generator<NumberedLine> {
    this.keep(tail);
    const isTooLong = this.length > MAX_LINE_BYTES + 1;
    const [first = tail, ...more] = this.pieces;
    const whole = more.length === 0 ? first : Buffer.concat(this.pieces);
    this.pieces = [];
    this.length = 0;
    this.count += 1;
    const bytes = trimmed(whole, this.count);
    if (isTooLong) yield { number: this.count, bytes: bytes.subarray(0, KEPT_BYTES), fault: TOO_LONG };
    else if (!isBlank(bytes)) yield { number: this.count, bytes };
  }
}

function trimmed(line: Buffer, number: number): Buffer {
  const body = number === 1 && line.subarray(0, MARK.length).equals(MARK) ? line.subarray(MARK.length) : line;
  return body[body.length - 1] === CARRIAGE_RETURN ? body.subarray(0, -1) : body;
}
