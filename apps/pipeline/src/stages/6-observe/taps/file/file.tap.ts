import { open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { TapPlugin, type Tap, type TapDelivery } from '@tocsin/plugin-kit';

import { fileOptionsSchema, type FileOptions } from './file.options';

const MIB = 1024 ** 2;
const LINE_FEED = 0x0a;
/** Sorts by time, and has no character a file name may not have. */
const STAMP = /[-:.]/g;

/**
 * Appends events to a file, whole lines only and on disk before they count as delivered. A file that is large enough is set aside
 * as `<path>.<time>`. Several workers may share a file on one host.
 */
@Injectable()
@TapPlugin({ type: 'file', stability: 'beta', options: fileOptionsSchema })
export class FileTap implements Tap<FileOptions> {
  constructor(private readonly clock: Clock) {}

  async deliver({ ndjson }: TapDelivery, options: FileOptions): Promise<void> {
    await this.rotate(options);
    const file = await open(options.path, 'a+', 0o640);
    try {
      if (!(await endsWithLine(file))) await file.appendFile('\n');
      await file.appendFile(ndjson);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async rotate({ path, maxMegabytes, keep }: FileOptions): Promise<void> {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size < maxMegabytes * MIB) return;
    await rename(path, `${path}.${this.clock.now().toISOString().replace(STAMP, '')}`);
    const old = await setAside(path);
    await Promise.all(old.slice(0, Math.max(0, old.length - keep)).map((name) => unlink(name)));
  }
}

/** A full disk may have taken half a line; what follows it starts on its own. */
async function endsWithLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === LINE_FEED;
}

/** The files set aside, oldest first. */
async function setAside(path: string): Promise<string[]> {
  const start = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(start) && /^\d{8}T\d{9}Z$/.test(name.slice(start.length)))
    .sort()
    .map((name) => join(dirname(path), name));
}
