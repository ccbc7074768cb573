import { rename, rm } from 'node:fs/promises';

import { Logger } from '@nestjs/common';

import { WakeUps } from '../limits/wake-ups';
import { FolderLock } from './folder-lock';
import { PositionFile } from './position-file';
import { payloadOf, recordBytes } from './record-format';
import { recover, type Recovered } from './recovery';
import { ASIDE, type Segment } from './segment';
import { Spool, SpoolUnavailable, type SpooledBatch, type SpoolUsage } from './spool';
import { SpoolCursor } from './spool-cursor';
import { realDisk, type SpoolDisk } from './spool-disk';
import { SpoolWriter } from './spool-writer';
import type { SpoolMetrics } from './spool.metrics';

const MAX_SEGMENT_BYTES = 16 * 1024 ** 2;
/** A spool has at least so many segments when it is full: room comes back one segment at a time. */
const MIN_SEGMENTS = 16;

export interface DiskSpoolOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly metrics: SpoolMetrics;
  readonly disk?: SpoolDisk;
}

/** The spool as files in a folder of its own, which no other process may use. */
export class DiskSpool extends Spool {
  private readonly log = new Logger('Spool');
  private readonly changes = new WakeUps();
  private readonly segments: Segment[];
  private readonly segmentBytes: number;
  private readonly writer: SpoolWriter;
  private readonly cursor: SpoolCursor;
  private readonly removing = new Map<Segment, Promise<void>>();
  private arriving = { batches: 0, events: 0, bytes: 0 };
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly options: DiskSpoolOptions,
    private readonly lock: FolderLock,
    private readonly position: PositionFile,
    { segments, place, nextNumber }: Recovered,
  ) {
    super();
    const { folder, maxBytes, disk = realDisk } = options;
    this.segments = segments;
    this.segmentBytes = Math.min(MAX_SEGMENT_BYTES, maxBytes / MIN_SEGMENTS);
    this.writer = new SpoolWriter(
      { folder, segmentBytes: this.segmentBytes, firstNumber: nextNumber, disk },
      (segment) => segments.push(segment),
    );
    this.cursor = new SpoolCursor(segments, place, (segment, what) => this.onDamage(segment, what));
    this.changed();
  }

  /**
   * @param options the folder must be there.
   * @throws {FolderInUse} when another process has it; other errors when it cannot be used.
   */
  static async open(options: DiskSpoolOptions): Promise<DiskSpool> {
    const { folder, metrics } = options;
    const lock = FolderLock.take(folder);
    try {
      const position = new PositionFile(folder);
      const onDamage = (path: string, what: string): void => noteDamage(metrics, path, what);
      const found = await recover({ folder, position: await position.load(), onDamage });
      return new DiskSpool(options, lock, position, found);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  override get isEmpty(): boolean {
    return this.arriving.batches === 0 && this.segments.every(({ batches }) => batches === 0);
  }

  override get isFull(): boolean {
    const { maxBytes } = this.options;
    // The last segment's room is left to requests that have begun.
    return this.usage.bytes > maxBytes - this.segmentBytes;
  }

  override get problem(): string | undefined {
    return this.writer.problem;
  }

  override get usage(): SpoolUsage {
    const usage = { ...this.arriving, maxBytes: this.options.maxBytes };
    for (const { batches, events, bytes } of this.segments) {
      usage.batches += batches;
      usage.events += events;
      usage.bytes += bytes;
    }
    return usage;
  }

  override async append(batch: SpooledBatch): Promise<void> {
    const payload = payloadOf(batch);
    const bytes = recordBytes(payload);
    this.assertRoom(bytes);
    this.arrive(1, batch.events, bytes);
    try {
      await this.writer.append(payload);
      this.options.metrics.appended();
    } finally {
      this.arrive(-1, -batch.events, -bytes);
      this.changed();
    }
  }

  override async next(): Promise<SpooledBatch | undefined> {
    const batch = await this.cursor.next();
    this.sweep();
    return batch;
  }

  override settle(batch: SpooledBatch): void {
    const settled = this.cursor.settle(batch);
    if (settled === 0) return;
    this.options.metrics.replayed(settled);
    const { segment: number, offset } = this.cursor.settledUpTo;
    const marker = this.segments.find((segment) => segment.number === number)?.marker.toString('hex');
    if (marker !== undefined) this.position.note({ segment: number, marker, offset });
    // So that the last file can go, too, as soon as it has been read to its end.
    if (this.isEmpty) this.writer.seal();
    this.changed();
  }

  override rewind(): void {
    this.cursor.rewind();
  }

  override change(limitMs: number): Promise<void> {
    return this.changes.wait(limitMs);
  }

  override close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.writer.close();
    await this.cursor.close();
    await Promise.all(this.removing.values());
    await this.position.close();
    this.lock.release();
    this.changes.wake();
  }

  /** @throws {SpoolUnavailable} */
  private assertRoom(bytes: number): void {
    if (this.closing) throw new SpoolUnavailable('The spool is closed.');
    const { usage } = this;
    if (usage.bytes + bytes <= usage.maxBytes) return;
    throw new SpoolUnavailable(
      `The spool is full: it holds ${usage.bytes} bytes of at most ingest.spoolBytes (${usage.maxBytes}).`,
    );
  }

  private arrive(batches: number, events: number, bytes: number): void {
    this.arriving.batches += batches;
    this.arriving.events += events;
    this.arriving.bytes += bytes;
  }

  /** Removes the segments that have been read and settled to their end. */
  private sweep(): void {
    const oldest = this.cursor.settledUpTo.segment;
    for (const segment of this.segments) {
      if (segment.number >= oldest || this.removing.has(segment)) continue;
      const removal = this.remove(segment).finally(() => this.removing.delete(segment));
      this.removing.set(segment, removal);
    }
  }

  private async remove(segment: Segment): Promise<void> {
    const { path, isDamaged } = segment;
    try {
      if (isDamaged) await rename(path, `${path}${ASIDE}`);
      else await rm(path, { force: true });
    } catch (error) {
      this.log.error(`${path} is done with and cannot be removed: ${(error as Error).message}`);
    }
    this.segments.splice(this.segments.indexOf(segment), 1);
    this.changed();
  }

  private onDamage(segment: Segment, what: string): void {
    if (!segment.isSealed) this.writer.seal();
    if (segment.isDamaged) return;
    segment.isDamaged = true;
    noteDamage(this.options.metrics, segment.path, what);
  }

  private changed(): void {
    this.options.metrics.state(this.usage, !this.isFull && this.problem === undefined);
    this.changes.wake();
  }
}

function noteDamage(metrics: SpoolMetrics, path: string, what: string): void {
  metrics.corrupt();
  new Logger('Spool').error(
    `${path} is damaged: ${what}. What can be read of it is queued; the file is kept as ${path}${ASIDE}. Check the disk, ` +
      'and delete the file when nothing in it is missed.',
  );
}
