import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { corpus } from './corpus';

describe(corpus.name, () => {
  const before = process.env['TOCSIN_CORPORA'];
  const folder = mkdtempSync(join(tmpdir(), 'corpora-'));

  beforeAll(() => {
    process.env['TOCSIN_CORPORA'] = folder;
    writeFileSync(join(folder, 'lines.log'), 'one\n');
  });

  afterAll(() => {
    if (before === undefined) delete process.env['TOCSIN_CORPORA'];
    else process.env['TOCSIN_CORPORA'] = before;
    rmSync(folder, { recursive: true });
  });

  it('finds a file in the folder the environment names', () => {
    expect(corpus('lines.log')).toBe(join(folder, 'lines.log'));
  });

  it('is undefined for a file that is not there', () => {
    expect(corpus('other.log')).toBeUndefined();
  });
});
