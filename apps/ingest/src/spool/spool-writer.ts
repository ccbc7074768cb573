import { randomBytes } from 'node:crypto';
import { rm, type FileHandle } from 'node:fs/promises';

import { Logger } from '@nestjs/common';

import { MARKER_BYTES, recordBytes, recordHeader, segmentHeader, type Payload } from './record-format';
import { Segment } from './segment';
import { SpoolUnavailable } from './spool';
import { syncFolder, type SpoolDisk } from './spool-disk';

/** Appends that share one fsync. */
const MAX_GROUP_BYTES = 8 * 1024 ** 2;

interface Pending {
  readonly payload: Payload;
  readonly resolve: () => void;
  readonly reject: (error: SpoolUnavailable) => void;
}

interface Active {
  readonly segment: Segment;
  readonly file: FileHandle;
}

export interface WriterOptions {
  readonly folder: string;
  readonly segmentBytes: number;
  readonly firstNumber: number;
  readonly disk: SpoolDisk;
}

/** Puts records at the end of the spool. All that arrive while one group is being synced make up the next one. */
export class SpoolWriter {
  private readonly log = new Logger('Spool');
  private readonly pending: Pending[] = [];
  private active: Active | undefined;
  private nextNumber: number;
  private flushing: Promise<void> | undefined;
  private failure: string | undefined;
  private mustSeal = false;

  /** @param onSegment hears of each new segment when something of it may be read. */
  constructor(
    private readonly options: WriterOptions,
    private readonly onSegment: (segment: Segment) => void,
  ) {
    this.nextNumber = options.firstNumber;
  }

  /** Why the last append failed. */
  get problem(): string | undefined {
    return this.failure;
  }

  /**
   * Resolves when the record is on disk.
   * @throws {SpoolUnavailable} nothing of it is kept.
   */
  append(payload: Payload): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.push({ payload, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  /** The next record begins a new segment. */
  seal(): void {
    if (this.flushing) this.mustSeal = true;
    else this.endSegment();
  }

  async close(): Promise<void> {
    await this.flushing;
    this.endSegment();
  }

  private async flush(): Promise<void> {
    while (this.pending.length > 0) {
      const group = this.nextGroup();
      try {
        await this.commit(group.map(({ payload }) => payload));
        this.failure = undefined;
        for (const { resolve } of group) resolve();
      } catch (error) {
        await this.abandon();
        const refusal = this.failed(error as Error);
        for (const { reject } of group) reject(refusal);
      }
    }
    this.flushing = undefined;
    if (this.mustSeal) this.endSegment();
  }

  private nextGroup(): Pending[] {
    let bytes = 0;
    let count = 0;
    for (const { payload } of this.pending) {
      bytes += recordBytes(payload);
      if (count > 0 && bytes > MAX_GROUP_BYTES) break;
      count += 1;
    }
    return this.pending.splice(0, count);
  }

  private async commit(payloads: readonly Payload[]): Promise<void> {
    const { segment, file } = this.active ?? (await this.begin());
    const { marker } = segment;
    const isNew = segment.bytes === 0;
    const pieces = payloads.flatMap((each) => [recordHeader(marker, each), each.head, each.body]);
    const bytes = Buffer.concat(isNew ? [segmentHeader(marker), ...pieces] : pieces);
    await writeAll(file, bytes);
    await file.datasync();
    segment.bytes += bytes.length;
    segment.batches += payloads.length;
    for (const { events } of payloads) segment.events += events;
    if (isNew) this.onSegment(segment);
    if (segment.bytes >= this.options.segmentBytes) this.endSegment();
  }

  private async begin(): Promise<Active> {
    const { folder, disk } = this.options;
    const segment = new Segment(folder, this.nextNumber, randomBytes(MARKER_BYTES));
    this.nextNumber += 1;
    const file = await disk.create(segment.path);
    this.active = { segment, file };
    await syncFolder(folder);
    return this.active;
  }

  /**
   * After a failed write nobody knows what of it is on disk, so the segment ends where all was well. Should that fail too, a
   * batch that was refused may be queued all the same, which its id makes harmless.
   */
  private async abandon(): Promise<void> {
    if (!this.active) return;
    const { segment, file } = this.active;
    await file
      .truncate(segment.bytes)
      .catch((error: Error) => this.log.warn(`Cutting ${segment.path}: ${error.message}`));
    this.endSegment();
    if (segment.bytes === 0) await rm(segment.path, { force: true });
  }

  private endSegment(): void {
    this.mustSeal = false;
    if (!this.active) return;
    const { segment, file } = this.active;
    this.active = undefined;
    segment.isSealed = true;
    file.close().catch((error: Error) => this.log.warn(`Closing ${segment.path}: ${error.message}`));
  }

  private failed(error: Error): SpoolUnavailable {
    const failure = `The spool cannot be written: ${error.message}. Make room on its disk, or mend it; it is tried again with each batch.`;
    // One line per change, not one per batch.
    if (failure !== this.failure) this.log.error(failure);
    this.failure = failure;
    return new SpoolUnavailable(failure, { cause: error });
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
}
