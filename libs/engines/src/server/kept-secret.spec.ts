import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { keptSecret } from './kept-secret';

describe(keptSecret.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-secret-'));
  const file = join(folder, 'data', 'password');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made once, kept, and readable by its owner only', () => {
    const first = keptSecret(file);
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(keptSecret(file)).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  });

  it('differs from one file to the next', () => {
    expect(keptSecret(join(folder, 'other'))).not.toBe(keptSecret(file));
  });
});
