import { examine, OPEN_BRACE, OPEN_BRACKET, skipBlanks } from '@tocsin/framing';

import { ArraySplitter } from './array-splitter';
import { ByteOrderMark } from './byte-order-mark';
import type { EventLimits, EventSink, Framer } from './framer';
import { LineSplitter } from './line-splitter';
import { PrettyObjects } from './pretty-objects';

/**
 * Finds the events of a body that is one JSON object (also over many lines), a JSON array or NDJSON, whatever its
 * Content-Type says. What is no object is handed on as a bad line and costs only itself.
 */
export class JsonFramer implements Framer {
  private readonly mark = new ByteOrderMark();
  private readonly array: ArraySplitter;
  private readonly lines: LineSplitter;
  private readonly pretty: PrettyObjects;
  private mode: 'undecided' | 'array' | 'lines' = 'undecided';
  private hasBegun = false;

  constructor(
    private readonly limits: EventLimits,
    private readonly sink: EventSink,
    /** Takes lines that do not begin an object, where those may be events too. */
    private readonly onText?: (line: Buffer) => void,
  ) {
    this.array = new ArraySplitter(limits, sink);
    this.pretty = new PrettyObjects(limits, sink);
    this.lines = new LineSplitter(limits.maxLineBytes, (line) => this.onLine(line));
  }

  /** Whether there was nothing but blanks so far. */
  get isBlank(): boolean {
    return !this.hasBegun;
  }

  push(chunk: Buffer): void {
    this.take(this.mark.strip(chunk));
  }

  end(): void {
    this.take(this.mark.end());
    this.array.end();
    this.lines.end();
    this.pretty.end();
  }

  /** After an array the next may follow, or lines; after lines only lines. */
  private take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.mode === 'undecided') at = this.decide(bytes, at);
      if (this.mode === 'array') at = this.inArray(bytes, at);
      if (this.mode === 'lines') {
        this.lines.push(bytes.subarray(at));
        return;
      }
    }
  }

  private decide(bytes: Buffer, from: number): number {
    const at = skipBlanks(bytes, from);
    if (at === bytes.length) return at;
    this.hasBegun = true;
    this.mode = bytes[at] === OPEN_BRACKET ? 'array' : 'lines';
    return this.mode === 'array' ? at + 1 : at;
  }

  private inArray(bytes: Buffer, from: number): number {
    const end = this.array.push(bytes, from);
    if (end < 0) return bytes.length;
    this.mode = 'undecided';
    return end;
  }

  private onLine(line: Buffer): void {
    if (this.pretty.isOpen) {
      this.pretty.push(line);
      return;
    }
    if (this.onText && line[skipBlanks(line, 0)] !== OPEN_BRACE) {
      this.onText(line);
      return;
    }
    const { fault, id } = examine(line, this.limits.maxDepth);
    if (fault === undefined || !this.pretty.open(line)) this.sink.add(line, fault, id);
  }
}
