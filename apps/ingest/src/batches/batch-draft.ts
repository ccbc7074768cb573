import type { FaultyLine, LineFault } from '@tocsin/event-model';

const NEWLINE = Buffer.from('\n');

/** The events of a batch that is being filled. */
export class BatchDraft {
  readonly lines: Buffer[] = [];
  /** The shipper's own ids, where it gave one. */
  readonly givenIds: (string | undefined)[] = [];
  /** Bytes of the lines with their ends. */
  bytes = 0;
  readonly faults: FaultyLine[] = [];

  /** @param position of the first event in its request. */
  constructor(readonly position: number) {}

  get size(): number {
    return this.lines.length;
  }

  add(line: Buffer, fault: LineFault | undefined, id: string | undefined): void {
    if (fault) this.faults.push({ position: this.lines.length, ...fault });
    this.lines.push(line);
    this.givenIds.push(id);
    this.bytes += line.length + NEWLINE.length;
  }

  /** Every line followed by its end, in memory of its own: the chunks of the body can go. */
  toNdjson(): Buffer {
    const pieces: Buffer[] = new Array<Buffer>(this.lines.length * 2);
    for (const [index, line] of this.lines.entries()) {
      pieces[index * 2] = line;
      pieces[index * 2 + 1] = NEWLINE;
    }
    return Buffer.concat(pieces, this.bytes);
  }
}
