import type { FileHandle } from 'node:fs/promises';

import { Logger } from '@nestjs/common';
import { eventually, Random } from '@tocsin/testing';

import { aBatch, idsIn, SpoolFolder } from '../testing/spool-folder';
import { DiskSpool } from './disk-spool';
import { SpoolUnavailable } from './spool';
import { realDisk, type SpoolDisk } from './spool-disk';

const FIRST = '0000000001.spool';
const ids = (count: number) => Array.from({ length: count }, (_, nr) => `b-${nr}`);

let folder: SpoolFolder;
beforeEach(() => {
  Logger.overrideLogger(false);
  folder = new SpoolFolder();
});
afterEach(() => folder.remove());

async function fill(spool: DiskSpool, names: readonly string[], bytes?: number): Promise<void> {
  for (const id of names) await spool.append(aBatch(id, bytes));
}

async function settleNext(spool: DiskSpool, count: number): Promise<void> {
  for (let nr = 0; nr < count; nr += 1) {
    const batch = await spool.next();
    if (batch) spool.settle(batch);
  }
}

/** The file of one segment that holds these batches, and where in it each of them begins. */
async function segmentWith(names: readonly string[]): Promise<{ bytes: Buffer; starts: number[] }> {
  const spool = await folder.open();
  const starts: number[] = [];
  for (const id of names) {
    starts.push(folder.segments().length > 0 ? folder.bytesOf(FIRST).length : 24);
    await spool.append(aBatch(id));
  }
  await spool.close();
  return { bytes: folder.bytesOf(FIRST), starts };
}

/** Opens the folder as a new process would, reads everything, and closes it again. */
async function reopened(): Promise<string[]> {
  const spool = await folder.open();
  const found = await idsIn(spool);
  await spool.close();
  return found;
}

describe(DiskSpool.name, () => {
  it('gives back what it took, whole and in order', async () => {
    const spool = await folder.open();
    const batch = { ...aBatch('x', 3_000), headers: { source: 'wéb\n', dialect: 'json' } };
    await spool.append(batch);
    await fill(spool, ids(5));
    expect(await spool.next()).toEqual(batch);
    expect(await idsIn(spool)).toEqual(ids(5));
  });

  it('knows what waits in it, and when nothing does', async () => {
    const spool = await folder.open();
    expect(spool.isEmpty).toBe(true);
    const appending = spool.append(aBatch('a'));
    expect(spool.isEmpty).toBe(false);
    await appending;
    await spool.append(aBatch('b'));
    expect(spool.usage).toMatchObject({ batches: 2, events: 4 });
    await settleNext(spool, 2);
    expect(spool.isEmpty).toBe(true);
    expect(spool.usage).toMatchObject({ batches: 0, events: 0 });
  });

  it('keeps across a restart what is not settled, and gives out nothing again that is', async () => {
    const before = await folder.open();
    await fill(before, ids(6));
    await settleNext(before, 2);
    await before.next();
    await before.close();
    const after = await folder.open();
    expect(after.usage).toMatchObject({ batches: 4, events: 8 });
    await after.append(aBatch('new'));
    expect(await idsIn(after)).toEqual([...ids(6).slice(2), 'new']);
  });

  it('does not count as settled what has older batches under way', async () => {
    const before = await folder.open();
    await fill(before, ids(3));
    await before.next();
    const second = await before.next();
    if (second) before.settle(second);
    await before.close();
    expect(await reopened()).toEqual(ids(3));
  });

  it('gives out again what was under way when the broker failed', async () => {
    const spool = await folder.open();
    await fill(spool, ids(5));
    await settleNext(spool, 1);
    await spool.next();
    await spool.next();
    spool.rewind();
    expect(await idsIn(spool)).toEqual(ids(5).slice(1));
  });

  it('goes through many files, and deletes each when all of it is settled', async () => {
    const spool = await folder.open({ maxBytes: 1_600_000 });
    await fill(spool, ids(20), 40_000);
    expect(folder.segments().length).toBe(7);
    const used = spool.usage.bytes;
    await settleNext(spool, 7);
    await eventually(() => folder.segments().length === 5);
    expect(spool.usage.bytes).toBeLessThan(used - 200_000);
    await settleNext(spool, 13);
    expect(await spool.next()).toBeUndefined();
    await eventually(() => folder.segments().length === 0);
    expect(spool.usage.bytes).toBe(0);
  });

  it('takes what comes while it is read', async () => {
    const spool = await folder.open({ maxBytes: 1_600_000 });
    const found: string[] = [];
    const reading = (async () => {
      while (found.length < 200) {
        const batch = await spool.next();
        if (!batch) await spool.change(50);
        else {
          found.push(batch.id);
          spool.settle(batch);
        }
      }
    })();
    await Promise.all(ids(200).map((id) => spool.append(aBatch(id, 5_000))));
    await reading;
    expect(found).toEqual(ids(200));
  });

  it('refuses what does not fit, keeps nothing of it, and takes it when there is room again', async () => {
    const spool = await folder.open({ maxBytes: 64_000 });
    await fill(spool, ids(15), 4_000);
    await expect(spool.append(aBatch('too much', 4_000))).rejects.toThrow(SpoolUnavailable);
    expect(spool.isFull).toBe(true);
    const room = spool.change(10_000);
    await settleNext(spool, 3);
    await spool.next();
    await room;
    await eventually(() => !spool.isFull);
    await spool.append(aBatch('later', 4_000));
    spool.rewind();
    expect(await idsIn(spool)).toEqual([...ids(15).slice(3), 'later']);
    expect(spool.usage.bytes).toBeLessThanOrEqual(64_000);
  });

  it('says what to do when another process has the folder', async () => {
    const first = await folder.open();
    await expect(folder.open()).rejects.toThrow(/Another process uses the spool folder .*a folder of its own/);
    await first.close();
    await (await folder.open()).append(aBatch('a'));
  });
});

describe('A spool after a crash', () => {
  it('cuts off a last record that was torn, at whichever byte', async () => {
    const { bytes, starts } = await segmentWith(ids(3));
    for (let end = starts[2] ?? 0; end < bytes.length; end += 1) {
      folder.leave(FIRST, bytes.subarray(0, end));
      expect([end, await reopened()]).toEqual([end, ids(2)]);
      expect(folder.bytesOf(FIRST).length).toBe(starts[2]);
    }
    expect(await folder.figure('tocsin_ingest_spool_corrupt_total')).toBe(0);
  });

  it('starts with whatever is left of a first file', async () => {
    const { bytes, starts } = await segmentWith(ids(1));
    for (let end = 0; end < (starts[0] ?? 0); end += 1) {
      folder.leave(FIRST, bytes.subarray(0, end));
      expect(await reopened()).toEqual([]);
    }
    expect(await folder.figure('tocsin_ingest_spool_corrupt_total')).toBe(0);
  });

  it('gives back all records before and behind a damaged one, whichever byte it is, and keeps the file', async () => {
    const { bytes, starts } = await segmentWith(ids(3));
    for (let at = starts[1] ?? 0; at < (starts[2] ?? 0); at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      folder.leave(FIRST, damaged);
      expect([at, await reopened()]).toEqual([at, ['b-0', 'b-2']]);
      expect(folder.segments()).toEqual([FIRST]);
    }
    expect(await folder.figure('tocsin_ingest_spool_corrupt_total')).toBe((starts[2] ?? 0) - (starts[1] ?? 0));
  });

  it('sets a damaged file aside once the rest of it is settled', async () => {
    const { bytes, starts } = await segmentWith(ids(3));
    bytes[(starts[1] ?? 0) + 30] = 0;
    folder.leave(FIRST, bytes);
    const spool = await folder.open();
    await settleNext(spool, 3);
    await eventually(() => folder.segments()[0] === `${FIRST}.corrupt`);
    expect(folder.bytesOf(`${FIRST}.corrupt`)).toEqual(bytes);
    expect(spool.isEmpty).toBe(true);
    await spool.append(aBatch('next'));
    expect(folder.segments()).toEqual([`${FIRST}.corrupt`, '0000000002.spool']);
  });

  it('sets a file aside at once whose header is damaged, and starts', async () => {
    const { bytes } = await segmentWith(ids(3));
    for (let at = 0; at < 24; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      folder.leave(FIRST, damaged);
      expect([at, await reopened()]).toEqual([at, []]);
      expect(folder.segments()).toEqual([`${FIRST}.corrupt`]);
    }
  });

  it('takes no text of an event for a record', async () => {
    const { bytes } = await segmentWith(['forged']);
    const spool = await folder.open();
    folder.leave('other', bytes);
    await spool.append({ ...aBatch('honest'), body: bytes });
    await spool.close();
    const [name = ''] = folder.segments();
    const damaged = folder.bytesOf(name);
    damaged[30] = 0;
    folder.leave(name, damaged);
    expect(await reopened()).toEqual([]);
  });

  it('reads on behind a file that was damaged while the spool ran', async () => {
    const spool = await folder.open({ maxBytes: 64_000 });
    await fill(spool, ids(4), 3_000);
    expect(folder.segments()).toHaveLength(2);
    const bytes = folder.bytesOf(FIRST);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    folder.overwrite(FIRST, bytes);
    const found: string[] = [];
    for (let batch = await spool.next(); batch; batch = await spool.next()) {
      found.push(batch.id);
      spool.settle(batch);
    }
    expect(found).toEqual(['b-1', 'b-2', 'b-3']);
    await eventually(() => folder.segments().join() === `${FIRST}.corrupt`);
    expect(spool.isEmpty).toBe(true);
    expect(await folder.figure('tocsin_ingest_spool_corrupt_total')).toBe(1);
  });

  it('comes up with a beginning of what was written, wherever the file ends', async () => {
    const random = new Random(20_261_201);
    const names = ids(40);
    const before = await folder.open();
    for (const id of names) await before.append(aBatch(id, random.below(3_000)));
    await before.close();
    const bytes = folder.bytesOf(FIRST);
    for (let round = 0; round < 200; round += 1) {
      folder.leave(FIRST, bytes.subarray(0, random.below(bytes.length + 1)));
      const found = await reopened();
      expect(found).toEqual(names.slice(0, found.length));
    }
  }, 30_000);

  it('comes up with some of what was written, in order, whatever became of the bytes', async () => {
    const random = new Random(20_261_202);
    const { bytes } = await segmentWith(ids(30));
    for (let round = 0; round < 200; round += 1) {
      const damaged = Buffer.from(bytes);
      for (let hits = 1 + random.below(5); hits > 0; hits -= 1) {
        const at = random.below(damaged.length);
        damaged.fill(random.below(256), at, Math.min(damaged.length, at + random.below(200)));
      }
      folder.leave(FIRST, damaged);
      const found = await reopened();
      expect(ids(30).filter((id) => found.includes(id))).toEqual(found);
    }
  }, 30_000);
});

/** A disk that counts its syncs, can hold them back, and can be full. */
class TestDisk implements SpoolDisk {
  syncs = 0;
  /** Bytes that can still be written. */
  room = Number.MAX_SAFE_INTEGER;
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;

  async create(path: string): Promise<FileHandle> {
    const file = await realDisk.create(path);
    const write = file.write.bind(file) as (
      bytes: Buffer,
      at: number,
      length: number,
    ) => Promise<{ bytesWritten: number }>;
    const datasync = file.datasync.bind(file);
    const limited = async (bytes: Buffer, at: number) => {
      if (this.room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      const result = await write(bytes, at, Math.min(bytes.length - at, this.room));
      this.room -= result.bytesWritten;
      return result;
    };
    return Object.assign(file, {
      write: limited,
      datasync: async () => {
        this.syncs += 1;
        await this.held;
        await datasync();
      },
    });
  }

  hold(): void {
    this.held = new Promise((resolve) => (this.release = resolve));
  }

  letGo(): void {
    this.release();
    this.held = undefined;
  }
}

describe("A spool's disk", () => {
  it('has a batch before its sender hears of it', async () => {
    const disk = new TestDisk();
    const spool = await folder.open({ disk });
    disk.hold();
    let isDone = false;
    const appending = spool.append(aBatch('a')).then(() => (isDone = true));
    await eventually(() => disk.syncs === 1);
    expect(isDone).toBe(false);
    expect(await spool.next()).toBeUndefined();
    disk.letGo();
    await appending;
    expect((await spool.next())?.id).toBe('a');
  });

  it('is synced once for all that came meanwhile', async () => {
    const disk = new TestDisk();
    const spool = await folder.open({ disk });
    await Promise.all(ids(500).map((id) => spool.append(aBatch(id))));
    expect(disk.syncs).toBeLessThanOrEqual(2);
    expect(await idsIn(spool)).toEqual(ids(500));
  });

  it.each([0, 10, 24, 60, 130])(
    'may be full after %i bytes: only that append fails, and nothing of it stays',
    async (room) => {
      const disk = new TestDisk();
      const spool = await folder.open({ disk });
      await spool.append(aBatch('before'));
      disk.room = room;
      await expect(spool.append(aBatch('lost', 200))).rejects.toThrow(/cannot be written: ENOSPC.*Make room/);
      expect(spool.problem).toMatch(/ENOSPC/);
      expect(spool.usage.batches).toBe(1);
      disk.room = Number.MAX_SAFE_INTEGER;
      await spool.append(aBatch('after'));
      expect(spool.problem).toBeUndefined();
      await spool.close();
      expect(await reopened()).toEqual(['before', 'after']);
      expect(await folder.figure('tocsin_ingest_spool_corrupt_total')).toBe(0);
    },
  );

  it('may be full for long without leaving files behind', async () => {
    const disk = new TestDisk();
    const spool = await folder.open({ disk });
    disk.room = 50;
    for (const id of ids(5)) await expect(spool.append(aBatch(id))).rejects.toThrow(SpoolUnavailable);
    expect(folder.segments()).toEqual([]);
    expect(spool.isEmpty).toBe(true);
  });
});
