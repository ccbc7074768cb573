import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import type { Position } from './position-file';
import { markerIn, SEGMENT_HEADER_BYTES } from './record-format';
import { ASIDE, numberIn, Segment } from './segment';
import { SegmentReader } from './segment-reader';
import type { Place } from './spool-cursor';

/** What an earlier process left in the folder. */
export interface Recovered {
  /** Oldest first. */
  readonly segments: Segment[];
  /** Of the oldest record that was not settled. */
  readonly place: Place;
  /** Of the next segment. */
  readonly nextNumber: number;
}

export interface RecoveryOptions {
  readonly folder: string;
  /** Where the earlier process was, as far as it is known. */
  readonly position: Position | undefined;
  /** Hears of what should be readable and is not. */
  readonly onDamage: (path: string, what: string) => void;
}

/** Looks through all segments: what can be read is kept, and nothing that cannot keeps a front end from starting. */
export async function recover(options: RecoveryOptions): Promise<Recovered> {
  const names = await readdir(options.folder);
  const waiting = names
    .filter((name) => numberIn(name) !== undefined && !name.endsWith(ASIDE))
    .toSorted((one, other) => (numberIn(one) ?? 0) - (numberIn(other) ?? 0));
  const segments: Segment[] = [];
  let offset = SEGMENT_HEADER_BYTES;
  for (const name of waiting) {
    const isFirst = segments.length === 0;
    const found = await new Inspection(options, name, name === waiting.at(-1)).inspect(isFirst);
    if (!found) continue;
    segments.push(found.segment);
    if (isFirst) ({ offset } = found);
  }
  const nextNumber = Math.max(0, ...names.map((name) => numberIn(name) ?? 0)) + 1;
  return { segments, place: { segment: segments[0]?.number ?? 0, offset }, nextNumber };
}

interface Inspected {
  readonly segment: Segment;
  /** Of its first record that counts. */
  readonly offset: number;
}

/** One segment looked through. */
class Inspection {
  private readonly log = new Logger('Spool');
  private readonly path: string;

  constructor(
    private readonly options: RecoveryOptions,
    private readonly name: string,
    private readonly isLast: boolean,
  ) {
    this.path = join(options.folder, name);
  }

  /** `undefined` when there is nothing to read in it. @param isFirst the position may be in it. */
  async inspect(isFirst: boolean): Promise<Inspected | undefined> {
    try {
      const file = await open(this.path, 'r+');
      try {
        return await this.look(file, isFirst);
      } finally {
        await file.close();
      }
    } catch (error) {
      await this.setAside(`it cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  private async look(file: FileHandle, isFirst: boolean): Promise<Inspected | undefined> {
    const { size } = await file.stat();
    if (size < SEGMENT_HEADER_BYTES && this.isLast) {
      await rm(this.path);
      return undefined;
    }
    const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
    await file.read(header, 0, header.length, 0);
    const marker = markerIn(header);
    if (!marker) {
      await this.setAside('its header is damaged, so nothing in it can be told from chance');
      return undefined;
    }
    const segment = new Segment(this.options.folder, numberIn(this.name) ?? 0, marker);
    Object.assign(segment, { isSealed: true, bytes: size });
    const offset = (isFirst ? this.settledOffset(segment) : undefined) ?? SEGMENT_HEADER_BYTES;
    await this.count(segment, file, offset);
    return { segment, offset };
  }

  private settledOffset({ number, marker, bytes }: Segment): number | undefined {
    const { position } = this.options;
    const isHere =
      position?.segment === number && position.marker === marker.toString('hex') && position.offset <= bytes;
    return isHere ? position.offset : undefined;
  }

  private async count(segment: Segment, file: FileHandle, offset: number): Promise<void> {
    const { bytes } = segment;
    const reader = new SegmentReader(file, segment.marker, offset);
    for (let batch = await reader.next(bytes); batch !== undefined; batch = await reader.next(bytes)) {
      segment.batches += 1;
      segment.events += batch.events;
    }
    const hasTail = reader.offset < bytes;
    const isTorn = hasTail && this.isLast && (await reader.isTorn(bytes));
    if (isTorn) await this.cutOff(segment, file, reader.offset);
    if (reader.gaps === 0 && (!hasTail || isTorn)) return;
    segment.isDamaged = true;
    this.options.onDamage(this.path, 'something in it is no record');
  }

  private async cutOff(segment: Segment, file: FileHandle, end: number): Promise<void> {
    this.log.log(
      `${this.path}: the last ${segment.bytes - end} bytes were not written to their end and are cut off; nobody was told they were taken.`,
    );
    await file.truncate(end);
    await file.datasync();
    segment.bytes = end;
  }

  private async setAside(what: string): Promise<void> {
    this.options.onDamage(this.path, what);
    await rename(this.path, `${this.path}${ASIDE}`).catch((error: Error) =>
      this.log.error(`${this.path} cannot be set aside: ${error.message}`),
    );
  }
}
