import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DatabaseFile } from './database-file';
import { aPlace, tinyMmdb } from './testing/tiny-mmdb';

const ADDRESS = '198.41.0.4';
const folder = mkdtempSync(join(tmpdir(), 'tocsin-mmdb-'));
const path = join(folder, 'city.mmdb');
const good = tinyMmdb('GeoLite2-City', { [ADDRESS]: aPlace('Utrecht') });
const METADATA = good.indexOf(Buffer.from('MaxMind.com')) - 3;
const NODES = 128;
const DATA = NODES * 6 + 16;

afterAll(() => rmSync(folder, { recursive: true }));

function overwritten(from: number, to: number, byte: number): Buffer {
  return Buffer.from(good).fill(byte, from, to);
}

async function opened(bytes: Buffer) {
  writeFileSync(path, bytes);
  const file = new DatabaseFile('city', path, () => path, 'Put a good one there.');
  await file.refresh();
  return file;
}

describe(DatabaseFile.name, () => {
  it.each<[string, Buffer]>([
    ['zeros for its data', overwritten(DATA, METADATA, 0)],
    ['ones for its data', overwritten(DATA, METADATA, 0xff)],
    ['empty texts for its data', overwritten(DATA, METADATA, 0x40)],
    ['data of which the second half is lost', overwritten((DATA + METADATA) >> 1, METADATA, 0)],
    ['no search tree', overwritten(0, NODES * 6, 0)],
    ['a search tree that leads out of the file', overwritten(0, NODES * 6, 0xfe)],
    ['no metadata', good.subarray(0, METADATA)],
    ['nothing in it', Buffer.alloc(0)],
    ['something else in it', Buffer.from('<html>Sign in</html>')],
    ['records of another kind', tinyMmdb('GeoLite2-City', { [ADDRESS]: { answer: 42 } })],
  ])('keeps the good database when it is replaced by one with %s', async (_, bytes) => {
    const file = await opened(good);
    const before = file.current;
    writeFileSync(path, bytes);
    await file.refresh();
    expect(file.current).toBe(before);
    expect(file.factsOf(ADDRESS)).toMatchObject({ 'geo.city_name': 'Utrecht' });
    expect(file.trouble).toMatch(
      /cannot be used: .+ GeoLite2-City of 2026-11-18 stays in use\. Put a good one there\.$/,
    );
  });

  it('comes into use when a good file takes the place of a broken one', async () => {
    const file = await opened(overwritten(DATA, METADATA, 0));
    expect([file.current, file.factsOf(ADDRESS)]).toEqual([undefined, {}]);
    expect(file.trouble).toContain('events go without what it knows');
    writeFileSync(path, good);
    await file.refresh();
    expect(file.factsOf(ADDRESS)).toMatchObject({ 'geo.city_name': 'Utrecht' });
    expect(file.trouble).toBe('');
  });

  it('is not read again while it does not change', async () => {
    const file = await opened(good);
    await file.refresh();
    expect(file.generation).toBe(1);
  });

  it('says that records cannot be read when one turns out to be broken later, and goes on', async () => {
    const file = await opened(good);
    file.current = { ...file.current!, factsOf: () => JSON.parse('{') as never };
    expect(file.factsOf(ADDRESS)).toEqual({});
    expect(file.trouble).toContain('some of its records cannot be read');
  });

  it('tells of a file that cannot even be found', async () => {
    const none = () => {
      throw new Error('Cannot find module\nRequire stack: …');
    };
    const file = new DatabaseFile('country', 'bundled', none, 'Do this.');
    await file.refresh();
    expect(file.trouble).toMatch(/The country database bundled cannot be used: .* Do this\.$/);
  });
});
