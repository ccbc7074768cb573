import type { FaultyLine, LineFault } from '@tocsin/event-model';
import type { LineReader } from '@tocsin/framing';

/** A line of what was given. */
export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
  /** Why the front door would not even look at it. */
  readonly fault?: LineFault;
}

/** A line that only says something of another. */
export interface JoinedLine {
  readonly line: number;
  readonly to: number;
}

/** What the front door would put into a batch. */
export class FramedLines {
  readonly lines: Buffer[] = [];
  readonly faults: FaultyLine[] = [];
  /** By position in the batch: the number of the line it is from. */
  readonly numbers: number[] = [];
  readonly joined: JoinedLine[] = [];

  add(number: number, found: ReturnType<LineReader['read']>): void {
    for (const { line, fault } of found) {
      if (fault !== undefined) this.faults.push({ position: this.lines.length, ...fault });
      this.lines.push(line);
      this.numbers.push(number);
    }
  }
}

/** Frames lines in order, over as many batches as there are. */
export class LineFraming {
  /** Lines that only say what the one behind them is. */
  private waiting: number[] = [];

  constructor(private readonly reader: LineReader) {}

  frame(lines: readonly NumberedLine[]): FramedLines {
    const framed = new FramedLines();
    for (const { number, bytes, fault } of lines) {
      const found = fault === undefined ? this.reader.read(bytes) : [{ line: bytes, fault }];
      if (found.length === 0) {
        this.waiting.push(number);
        continue;
      }
      framed.joined.push(...this.waiting.map((line) => ({ line, to: number })));
      this.waiting = [];
      framed.add(number, found);
    }
    return framed;
  }

  /** What is left when there are no more lines. */
  end(): FramedLines {
    const framed = new FramedLines();
    for (const number of this.waiting) framed.add(number, this.reader.end());
    this.waiting = [];
    return framed;
  }
}
