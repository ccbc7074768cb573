import { CARRIAGE_RETURN, isBlank, NEWLINE } from '@tocsin/framing';

import { GrowingBuffer } from '../../../framing/growing-buffer';
import { readOctetCount } from './octet-count';

/** What is wrong with a message as it was framed. */
export type FrameFlaw =
  /** A piece, counted from 1, of a message that is longer than allowed. */
  | { readonly kind: 'cut'; readonly part: number }
  /** The connection ended inside an octet-counted message. */
  | { readonly kind: 'broken_off'; readonly missing: number };

/** Gets each message without its framing, as a view on memory that is used again: it must be copied to be kept. */
export type OnMessage = (message: Buffer, flaw?: FrameFlaw) => void;

const NUL = 0x00;
const MAX_CHARACTER_BYTES = 4;

/**
 * Finds the messages of one connection as they arrive (RFC 6587): each frame is either counted in octets or ended by a line feed
 * or a NUL, whatever those before it were. Holds at most one unfinished message; one that is longer than allowed is handed on in
 * pieces, and no byte is lost.
 */
export class FrameReader {
  private readonly held = new GrowingBuffer();
  private state: 'between' | 'undecided' | 'line' | 'counted' = 'between';
  /** Of a counted message, still to come. */
  private missing = 0;
  private parts = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly onMessage: OnMessage,
  ) {}

  /** Bytes of a message that is not complete. */
  get heldBytes(): number {
    return this.held.length;
  }

  get isInside(): boolean {
    return this.state !== 'between';
  }

  push(chunk: Buffer): void {
    let bytes = chunk;
    if (this.state === 'undecided') {
      bytes = Buffer.concat([this.held.take(), chunk]);
      this.state = 'between';
    }
    for (let at = 0; at < bytes.length;) at = this.advance(bytes, at);
  }

  /** The connection is over: what there is of a line is a message, what there is of a counted message is flawed. */
  end(): void {
    if (this.state === 'counted' && this.held.length > 0)
      this.emit(this.held.take(), { kind: 'broken_off', missing: this.missing });
    else if (this.state !== 'between') this.finish(this.held.take());
    this.state = 'between';
  }

  /** Hands on what there is of an unfinished message, to free its memory. */
  cut(): void {
    if (this.state === 'undecided') return;
    const bytes = this.held.take();
    const end = endOfWholeCharacters(bytes);
    this.parts += 1;
    this.emit(bytes.subarray(0, end), { kind: 'cut', part: this.parts });
    this.held.append(bytes.subarray(end));
  }

  private advance(bytes: Buffer, at: number): number {
    if (this.state === 'line') return this.readLine(bytes, at);
    if (this.state === 'counted') return this.readCounted(bytes, at);
    return this.begin(bytes, at);
  }

  private begin(bytes: Buffer, at: number): number {
    // Some senders end counted messages by a line feed as well.
    if (isEnd(bytes[at]) || bytes[at] === CARRIAGE_RETURN) return at + 1;
    const count = readOctetCount(bytes, at);
    if (count === 'undecided') {
      this.state = 'undecided';
      this.held.append(bytes.subarray(at));
      return bytes.length;
    }
    if (count === undefined) {
      this.state = 'line';
      return this.readLine(bytes, at);
    }
    this.state = 'counted';
    this.missing = count.length;
    return count.start;
  }

  private readLine(bytes: Buffer, at: number): number {
    let end = at;
    while (end < bytes.length && !isEnd(bytes[end])) end += 1;
    this.take(bytes.subarray(at, end), end < bytes.length);
    return end + 1;
  }

  private readCounted(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.missing);
    this.missing -= end - at;
    this.take(bytes.subarray(at, end), this.missing === 0);
    return end;
  }

  private take(piece: Buffer, isLast: boolean): void {
    let rest = piece;
    while (this.held.length + rest.length > this.maxBytes) {
      const room = this.maxBytes - this.held.length;
      this.held.append(rest.subarray(0, room));
      this.cut();
      rest = rest.subarray(room);
    }
    // Most messages arrive in one piece and need not be copied.
    if (isLast && this.held.length === 0) return this.finish(rest);
    this.held.append(rest);
    if (isLast) this.finish(this.held.take());
  }

  private finish(bytes: Buffer): void {
    const message = withoutEnd(bytes);
    const { parts } = this;
    this.parts = 0;
    this.state = 'between';
    if (parts > 0) this.emit(message, { kind: 'cut', part: parts + 1 });
    else this.emit(message);
  }

  private emit(message: Buffer, flaw?: FrameFlaw): void {
    if (isBlank(message)) return;
    this.onMessage(message, flaw);
  }
}

/** A message without the line ends and NULs at its end, which are of the transport. */
export function withoutEnd(message: Buffer): Buffer {
  let end = message.length;
  while (end > 0 && (isEnd(message[end - 1]) || message[end - 1] === CARRIAGE_RETURN)) end -= 1;
  return message.subarray(0, end);
}

/** Where to cut, so that no character of UTF-8 is torn apart. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back < MAX_CHARACTER_BYTES && back < bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function isEnd(byte: number | undefined): boolean {
  return byte === NEWLINE || byte === NUL;
}
