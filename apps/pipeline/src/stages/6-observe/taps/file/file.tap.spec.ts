import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Clock } from '@tocsin/clock';

import { fileOptionsSchema } from './file.options';
import { FileTap } from './file.tap';

class SteppingClock extends Clock {
  private ms = Date.parse('2026-11-24T12:00:00Z');
  override now(): Date {
    return new Date((this.ms += 1_000));
  }
}

const MIB = 1024 ** 2;

describe(FileTap.name, () => {
  let folder: string;
  let path: string;
  let tap: FileTap;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-tap-'));
    path = join(folder, 'events.ndjson');
    tap = new FileTap(new SteppingClock());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const deliver = (text: string, options: object = {}) =>
    tap.deliver(
      { id: 'd', tap: 't', source: 's', count: 1, ndjson: Buffer.from(text) },
      fileOptionsSchema.parse({ path, ...options }),
    );

  it('appends lines to a file that others may not read', async () => {
    await deliver('{"n":1}\n');
    await deliver('{"n":2}\n');
    expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
    expect(statSync(path).mode & 0o007).toBe(0);
  });

  it('starts on a new line after a line that was cut', async () => {
    appendFileSync(path, '{"n":1}\n{"n":');
    await deliver('{"n":3}\n');
    expect(readFileSync(path, 'utf8').split('\n')).toEqual(['{"n":1}', '{"n":', '{"n":3}', '']);
  });

  it('sets a large file aside and keeps as many as it may, the newest', async () => {
    for (let n = 0; n < 5; n += 1) await deliver(`${String(n).repeat(MIB)}\n`, { maxMegabytes: 1, keep: 2 });
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['events.ndjson', 'events.ndjson.20261124T120003000Z', 'events.ndjson.20261124T120004000Z']);
    expect(names.map((name) => readFileSync(join(folder, name), 'utf8')[0])).toEqual(['4', '2', '3']);
  });

  it('deletes nothing but what it set aside itself', async () => {
    appendFileSync(`${path}.mine`, 'x');
    for (let n = 0; n < 3; n += 1) await deliver(`${'a'.repeat(MIB)}\n`, { maxMegabytes: 1, keep: 0 });
    expect(readdirSync(folder).sort()).toEqual(['events.ndjson', 'events.ndjson.mine']);
  });

  it('fails where it cannot write', async () => {
    await expect(deliver('x\n', { path: join(folder, 'missing', 'file') })).rejects.toThrow('ENOENT');
  });
});
