import { open, type FileHandle } from 'node:fs/promises';

import { SEGMENT_HEADER_BYTES } from './record-format';
import type { Segment } from './segment';
import { FileTooShort, SegmentReader } from './segment-reader';
import type { SpooledBatch } from './spool';

/** A place in the spool. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
}

interface GivenOut {
  readonly batch: SpooledBatch;
  readonly segment: Segment;
  readonly start: Place;
  isSettled: boolean;
}

interface Reading {
  readonly segment: Segment;
  readonly file: FileHandle;
  readonly reader: SegmentReader;
}

/** Walks through the segments from the oldest record to the newest, and knows what is under way of what it gave out. */
export class SpoolCursor {
  private readonly underWay: GivenOut[] = [];
  private reading: Reading | undefined;

  /**
   * @param segments oldest first; more may be added at the end.
   * @param place of the next record.
   * @param onDamage hears of a segment in which something cannot be read.
   */
  constructor(
    private readonly segments: readonly Segment[],
    private place: Place,
    private readonly onDamage: (segment: Segment, what: string) => void,
  ) {}

  /** Where the oldest record stands that is not settled. */
  get settledUpTo(): Place {
    return this.underWay[0]?.start ?? this.place;
  }

  /** @throws {Error} when reading failed and may succeed later. */
  async next(): Promise<SpooledBatch | undefined> {
    for (let segment = this.segment(); segment !== undefined; segment = this.segment()) {
      // Looked at before it is read: what is appended meanwhile is not in what was read.
      const { isSealed } = segment;
      const batch = await this.read(segment);
      if (batch) return batch;
      if (!isSealed) return undefined;
      await this.leave();
      this.place = { segment: segment.number + 1, offset: SEGMENT_HEADER_BYTES };
    }
    return undefined;
  }

  /** @returns how many batches at the old end are settled by that. */
  settle(batch: SpooledBatch): number {
    const given = this.underWay.find((each) => each.batch === batch);
    if (given) given.isSettled = true;
    const open = this.underWay.findIndex(({ isSettled }) => !isSettled);
    const done = this.underWay.splice(0, open < 0 ? this.underWay.length : open);
    for (const { segment, batch: each } of done) {
      segment.batches -= 1;
      segment.events -= each.events;
    }
    return done.length;
  }

  rewind(): void {
    this.place = this.settledUpTo;
    this.underWay.length = 0;
    void this.leave();
  }

  close(): Promise<void> {
    return this.leave();
  }

  private segment(): Segment | undefined {
    return this.segments.find(({ number }) => number >= this.place.segment);
  }

  private async read(segment: Segment): Promise<SpooledBatch | undefined> {
    if (this.place.segment !== segment.number) this.place = { segment: segment.number, offset: SEGMENT_HEADER_BYTES };
    const start = this.place;
    try {
      const reader = await this.readerAt(segment, start.offset);
      const { gaps } = reader;
      const { bytes } = segment;
      const batch = await reader.next(bytes);
      const hasGap = batch ? reader.gaps > gaps : reader.offset < bytes;
      if (hasGap) this.onDamage(segment, `what follows byte ${start.offset} is no record`);
      if (!batch) return undefined;
      this.place = { segment: segment.number, offset: reader.offset };
      this.underWay.push({ batch, segment, start, isSettled: false });
      return batch;
    } catch (error) {
      await this.leave();
      if (!isLost(error)) throw error;
      this.onDamage(segment, `it cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  private async readerAt(segment: Segment, offset: number): Promise<SegmentReader> {
    if (this.reading?.segment !== segment) {
      await this.leave();
      const file = await open(segment.path, 'r');
      this.reading = { segment, file, reader: new SegmentReader(file, segment.marker, offset) };
    }
    return this.reading.reader;
  }

  private async leave(): Promise<void> {
    const { reading } = this;
    this.reading = undefined;
    await reading?.file.close();
  }
}

/** Whether trying again cannot bring the bytes back; a process that has too many files open, for instance, gets them later. */
function isLost(error: unknown): boolean {
  return error instanceof FileTooShort || ['EIO', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
