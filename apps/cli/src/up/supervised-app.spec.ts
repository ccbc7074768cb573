import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SupervisedApp } from './supervised-app';

const SAYS_WHY = `
process.stderr.write('the setting pipeline.prefetch is wrong\\n');
for (let line = 0; line < 100; line += 1) process.stdout.write('working on it ' + line + '\\n');
process.exit(1);
`;

describe(SupervisedApp.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-app-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells the last words of an app that does not start, however soon it ends', async () => {
    const entry = join(folder, 'app.js');
    writeFileSync(entry, SAYS_WHY);
    const app = new SupervisedApp({
      name: 'pipeline',
      entry,
      env: {},
      logFile: join(folder, 'log'),
      onStart: () => undefined,
    });
    await expect(app.start()).rejects.toThrow('the setting pipeline.prefetch is wrong');
    await app.stop();
  });
});
