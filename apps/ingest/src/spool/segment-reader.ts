import type { FileHandle } from 'node:fs/promises';

import { MARKER_BYTES, readPayload, readRecordHeader, RECORD_HEADER_BYTES } from './record-format';
import type { SpooledBatch } from './spool';

const BLOCK_BYTES = 1024 ** 2;

interface Found {
  readonly batch: SpooledBatch;
  readonly end: number;
}

/** Bytes that were written are not there any more. */
export class FileTooShort extends Error {
  override readonly name = 'FileTooShort';
}

/** Reads the records of one segment in order. What is no record is skipped up to the next one, and counted. */
export class SegmentReader {
  /** Stretches of bytes between two records that were none. */
  gaps = 0;
  private block = Buffer.alloc(0);
  private blockStart = 0;

  /** @param offset where a record begins. */
  constructor(
    private readonly file: FileHandle,
    private readonly marker: Buffer,
    public offset: number,
  ) {}

  /**
   * The next record that ends at `end` or before. Afterwards `offset` is behind it; when there is none, `offset` stays at
   * the end of the last one.
   */
  async next(end: number): Promise<SpooledBatch | undefined> {
    for (let start: number | undefined = this.offset; start !== undefined; start = await this.markerAfter(start, end)) {
      const found = await this.recordAt(start, end);
      if (!found) continue;
      if (start !== this.offset) this.gaps += 1;
      this.offset = found.end;
      return found.batch;
    }
    return undefined;
  }

  /** Whether the bytes behind the last record are the beginning of one that was not written to its end. */
  async isTorn(end: number): Promise<boolean> {
    const header = await this.headerAt(this.offset, end);
    if (end - this.offset < RECORD_HEADER_BYTES) return true;
    return header !== undefined && this.offset + RECORD_HEADER_BYTES + header.length > end;
  }

  private async recordAt(start: number, end: number): Promise<Found | undefined> {
    const header = await this.headerAt(start, end);
    const from = start + RECORD_HEADER_BYTES;
    if (!header || from + header.length > end) return undefined;
    const batch = readPayload(header, await this.bytes(from, header.length));
    return batch && { batch, end: from + header.length };
  }

  private async headerAt(start: number, end: number) {
    if (start + RECORD_HEADER_BYTES > end) return undefined;
    return readRecordHeader(this.marker, await this.bytes(start, RECORD_HEADER_BYTES));
  }

  private async markerAfter(start: number, end: number): Promise<number | undefined> {
    for (let from = start + 1; from + RECORD_HEADER_BYTES <= end; from += BLOCK_BYTES - MARKER_BYTES) {
      const bytes = await this.bytes(from, Math.min(BLOCK_BYTES, end - from));
      const at = bytes.indexOf(this.marker);
      if (at >= 0) return from + at;
    }
    return undefined;
  }

  /** Bytes of the file as a view on a block that is never written again. */
  private async bytes(start: number, length: number): Promise<Buffer> {
    const isHere = start >= this.blockStart && start + length <= this.blockStart + this.block.length;
    if (!isHere) {
      const block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, length));
      const { bytesRead } = await this.file.read(block, 0, block.length, start);
      this.block = block.subarray(0, bytesRead);
      this.blockStart = start;
    }
    const from = start - this.blockStart;
    const bytes = this.block.subarray(from, from + length);
    if (bytes.length < length) throw new FileTooShort(`the file ends before byte ${start + length}`);
    return bytes;
  }
}
