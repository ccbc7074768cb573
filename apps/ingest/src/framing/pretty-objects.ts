import { examine, type Examined, isBlank, OPEN_BRACE, skipBlanks, ValueScanner } from '@tocsin/framing';

import type { EventLimits, EventSink } from './framer';
import { assertEventLength } from './line-splitter';

const BLANK = Buffer.from(' ');
/** An object over more lines than this is none; bounds what a body of tiny lines can pile up. */
const MAX_LINES = 10_000;

/**
 * Puts an object that was printed over many lines back onto one. What only looked like such an object, a line cut short
 * for instance, is given line by line instead, so that its neighbours are not lost with it.
 */
export class PrettyObjects {
  private lines: Buffer[] = [];
  private bytes = 0;
  private scanner = new ValueScanner();

  constructor(
    private readonly limits: EventLimits,
    private readonly sink: EventSink,
  ) {}

  /** Whether an object was begun and has not ended yet. */
  get isOpen(): boolean {
    return this.lines.length > 0;
  }

  /** Takes a line that starts an object without ending it; false, and nothing taken, for any other. */
  open(line: Buffer): boolean {
    if (line[skipBlanks(line, 0)] !== OPEN_BRACE) return false;
    const scanner = new ValueScanner();
    if (scanner.scan(line, skipBlanks(line, 0)) >= 0 || scanner.endsInString) return false;
    this.scanner = scanner;
    this.keep(line);
    return true;
  }

  /** The next line of the open object. */
  push(line: Buffer): void {
    this.keep(line);
    const end = this.scanner.scan(line, 0);
    if (end >= 0) this.close(isBlank(line.subarray(end)));
    else if (this.scanner.endsInString || this.bytes > this.limits.maxLineBytes || this.lines.length > MAX_LINES)
      this.close(false);
  }

  /** The body is complete. */
  end(): void {
    if (this.isOpen) this.close(false);
  }

  private keep(line: Buffer): void {
    this.lines.push(line);
    this.bytes += line.length + BLANK.length;
  }

  private close(isWhole: boolean): void {
    const { lines, bytes } = this;
    this.lines = [];
    this.bytes = 0;
    const object = isWhole && bytes <= this.limits.maxLineBytes ? joined(lines) : undefined;
    const examined = object && this.examine(object);
    if (object && examined?.fault === undefined) this.sink.add(object, undefined, examined?.id);
    else this.giveUp(lines, bytes);
  }

  private giveUp(lines: readonly Buffer[], bytes: number): void {
    const examined = lines.map((line) => this.examine(line));
    if (examined.some(({ fault }) => fault === undefined)) {
      for (const [index, line] of lines.entries()) this.sink.add(line, examined[index]?.fault, examined[index]?.id);
      return;
    }
    assertEventLength(bytes, this.limits.maxLineBytes);
    const whole = joined(lines);
    this.sink.add(whole, this.examine(whole).fault);
  }

  private examine(line: Buffer): Examined {
    return examine(line, this.limits.maxDepth);
  }
}

function joined(lines: readonly Buffer[]): Buffer {
  return Buffer.concat(lines.flatMap((line, index) => (index === 0 ? [line] : [BLANK, line])));
}
