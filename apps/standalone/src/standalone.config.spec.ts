import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadConfig } from '@tocsin/config';
import { z } from 'zod';

import { standaloneConfigSchema } from './standalone.config';

it('an app reads a file that has the sections of all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'));
  const file = join(folder, 'tocsin.yml');
  writeFileSync(
    file,
    Object.keys(standaloneConfigSchema.shape)
      .map((section) => `${section}: {}\n`)
      .join(''),
  );
  expect(() => loadConfig(z.strictObject({ api: z.strictObject({}) }), { file, env: {} })).not.toThrow();
  rmSync(folder, { recursive: true });
});
