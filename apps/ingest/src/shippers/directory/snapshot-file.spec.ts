import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FakeClock } from '@tocsin/testing';

import { aSender, aSenderKey } from '../../testing/senders-in-memory';
import { Directory } from './directory';
import { SnapshotFile } from './snapshot-file';
import { SnapshotKeeper } from './snapshot-keeper';

const AS_OF = new Date('2026-11-24T12:00:00.000Z');
const senders = {
  sources: [aSender({ tags: ['ä'] }), aSender({ name: 'vpn' })],
  keys: [aSenderKey('key', 'hush-hush')],
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
  path = join(folder, 'ingest', 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function directory(version = 7): Directory {
  const known = new Directory();
  known.apply({ version, isComplete: true, ...senders });
  return known;
}

describe(SnapshotFile.name, () => {
  it('holds the directory and when it was right, for its owner alone, and no secret', async () => {
    const file = new SnapshotFile(path);
    expect(await file.read()).toBeUndefined();
    await file.write(directory(), AS_OF);
    expect(await file.read()).toEqual({ asOf: AS_OF, changes: { version: 7, isComplete: true, ...senders } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toContain('hush-hush');
  });

  it('takes the place of the one before, and leaves nothing beside it', async () => {
    const file = new SnapshotFile(path);
    await file.write(directory(1), AS_OF);
    await file.write(directory(2), AS_OF);
    expect((await file.read())?.changes.version).toBe(2);
    expect(readdirSync(join(folder, 'ingest'))).toEqual(['keys.json']);
  });

  it('holds many keys', async () => {
    const known = directory();
    const keys = Array.from({ length: 12_345 }, (_, n) => aSenderKey(`key${n}`, 'secret'));
    known.apply({ version: 8, isComplete: true, sources: senders.sources, keys });
    const file = new SnapshotFile(path);
    await file.write(known, AS_OF);
    expect((await file.read())?.changes.keys).toEqual(keys);
  });

  it('is not believed when it was torn anywhere', async () => {
    const file = new SnapshotFile(path);
    await file.write(directory(), AS_OF);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(file.read()).rejects.toThrow('its checksum is wrong');
    }
  });

  it('is not believed when a byte of it was changed', async () => {
    const file = new SnapshotFile(path);
    await file.write(directory(), AS_OF);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(whole.readUInt8(at) ^ 1, at);
      writeFileSync(path, damaged);
      await expect(file.read()).rejects.toThrow('its checksum is wrong');
    }
  });
});

describe(SnapshotKeeper.name, () => {
  let clock: FakeClock;
  let keeper: SnapshotKeeper;
  let warn: jest.SpyInstance;
  beforeEach(() => keep(path));

  function keep(keySnapshotFile: string): void {
    clock = new FakeClock();
    keeper = new SnapshotKeeper({ keySnapshotFile }, clock);
    warn = jest.spyOn(keeper['log'], 'warn').mockImplementation();
  }

  it('writes what has changed, at most every five seconds, and the rest at the end', async () => {
    keeper.confirmed(directory(1), AS_OF, true);
    await keeper['writing'];
    keeper.confirmed(directory(2), AS_OF, true);
    await keeper['writing'];
    expect((await keeper.load())?.changes.version).toBe(1);
    clock.advance(5_000);
    keeper.confirmed(directory(2), AS_OF, false);
    await keeper['writing'];
    expect((await keeper.load())?.changes.version).toBe(2);
    keeper.confirmed(directory(3), AS_OF, true);
    await keeper.close(directory(3), AS_OF);
    expect((await keeper.load())?.changes.version).toBe(3);
  });

  it('renews it every hour, so that it does not look older than it is', async () => {
    keeper.confirmed(directory(), AS_OF, true);
    await keeper['writing'];
    const later = new Date(AS_OF.getTime() + 3_600_000);
    clock.advance(3_599_999);
    keeper.confirmed(directory(), later, false);
    await keeper['writing'];
    expect((await keeper.load())?.asOf).toEqual(AS_OF);
    clock.advance(1);
    keeper.confirmed(directory(), later, false);
    await keeper['writing'];
    expect((await keeper.load())?.asOf).toEqual(later);
  });

  it('warns of a damaged snapshot and goes on without it', async () => {
    keeper.confirmed(directory(), AS_OF, true);
    await keeper['writing'];
    truncateSync(path, 100);
    expect(await keeper.load()).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`${path}: its checksum is wrong`));
  });

  it('warns once of a place it cannot write to, and tries again', async () => {
    keep(join(folder, 'none', 'such', 'keys.json'));
    for (let times = 0; times < 3; times += 1) {
      keeper.confirmed(directory(), AS_OF, times === 0);
      await keeper['writing'];
      clock.advance(5_000);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Check ingest.keySnapshotFile'));
  });
});
