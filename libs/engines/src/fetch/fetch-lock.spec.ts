import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { aloneIn } from './fetch-lock';

describe(aloneIn.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'fetch-lock-'));
  const another = mkdtempSync(join(tmpdir(), 'fetch-lock-'));

  afterAll(() => [folder, another].forEach((path) => rmSync(path, { recursive: true })));

  it('lets one after the other in, and tells the others that they wait', async () => {
    let inside = 0;
    let most = 0;
    const waits: number[] = [];
    const visit = (who: number) =>
      aloneIn(
        folder,
        () => waits.push(who),
        async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        },
      );
    await Promise.all([1, 2, 3, 4].map(visit));
    expect(most).toBe(1);
    expect(waits).toEqual([2, 3, 4]);
  });

  it('is free again after a failure', async () => {
    const fail = () => aloneIn(folder, fit, () => Promise.reject(new Error('no network')));
    const fit = () => undefined;
    await expect(fail()).rejects.toThrow('no network');
    expect(await aloneIn(folder, fit, () => Promise.resolve('in'))).toBe('in');
  });

  it('holds for one folder only', async () => {
    const answer = await aloneIn(folder, fail, () => aloneIn(another, fail, () => Promise.resolve('both')));
    expect(answer).toBe('both');
  });

  function fail(): never {
    throw new Error('waited');
  }
});
