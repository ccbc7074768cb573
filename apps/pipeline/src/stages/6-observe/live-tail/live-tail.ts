import type { TailLine } from '@tocsin/api-contract';
import type { SecurityEvent } from '@tocsin/event-model';
import type { Predicate } from '@tocsin/query';

import { tailLine } from './tail-line';

/** What fits into one fact of the bus, with room for what is around it. */
const MAX_BYTES = 7_000;

export interface TailLines {
  readonly lines: readonly TailLine[];
  /** Events that were chosen as well and are not among the lines. */
  readonly skipped: number;
}

/** One console's view of the stream: the first lines since it was last told, and how many more there were. */
export class LiveTail {
  private lines: TailLine[] = [];
  private bytes = 0;
  private skipped = 0;

  constructor(
    private readonly chooses: Predicate,
    private untilMs: number,
  ) {}

  renew(untilMs: number): void {
    this.untilMs = untilMs;
  }

  isOver(now: Date): boolean {
    return now.getTime() >= this.untilMs;
  }

  offer(id: string, event: Readonly<SecurityEvent>): void {
    if (!this.chooses(event)) return;
    const line = this.bytes < MAX_BYTES ? tailLine(id, event) : undefined;
    const size = line === undefined ? 0 : Buffer.byteLength(JSON.stringify(line)) + 1;
    if (line === undefined || this.bytes + size > MAX_BYTES) {
      this.bytes = MAX_BYTES;
      this.skipped += 1;
      return;
    }
    this.lines.push(line);
    this.bytes += size;
  }

  /** `undefined` when nothing has passed. */
  take(): TailLines | undefined {
    const { lines, skipped } = this;
    [this.lines, this.bytes, this.skipped] = [[], 0, 0];
    return lines.length === 0 && skipped === 0 ? undefined : { lines, skipped };
  }
}
