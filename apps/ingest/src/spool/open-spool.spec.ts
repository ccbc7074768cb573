import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Metrics } from '@tocsin/observability';

import { aBatch } from '../testing/spool-folder';
import { openSpool } from './open-spool';
import { SpoolUnavailable } from './spool';
import { SpoolMetrics } from './spool.metrics';

const MIB = 1024 ** 2;

describe(openSpool.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-spool-'));
  const metrics = new SpoolMetrics(new Metrics());
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes the folder, for its owner alone', async () => {
    const spoolFolder = join(folder, 'a/b');
    const spool = await openSpool({ spoolFolder, spoolBytes: MIB }, metrics);
    await spool.append(aBatch('a'));
    await spool.close();
    expect(statSync(spoolFolder).mode & 0o777).toBe(0o700);
  });

  it('makes none when it is switched off', async () => {
    const spoolFolder = join(folder, 'off');
    const spool = await openSpool({ spoolFolder, spoolBytes: 0 }, metrics);
    await expect(spool.append(aBatch('a'))).rejects.toThrow(SpoolUnavailable);
    expect(existsSync(spoolFolder)).toBe(false);
  });

  it.each<string>(['/proc/tocsin/spool', join(folder, 'file/spool')])(
    'goes without a folder that cannot be made: %s',
    async (spoolFolder) => {
      writeFileSync(join(folder, 'file'), '');
      const spool = await openSpool({ spoolFolder, spoolBytes: MIB }, metrics);
      await expect(spool.append(aBatch('a'))).rejects.toThrow(SpoolUnavailable);
      expect(spool.problem).toMatch(/cannot be used .*name another as ingest\.spoolFolder/);
    },
  );

  it('refuses to share the folder with another process', async () => {
    const options = { spoolFolder: join(folder, 'shared'), spoolBytes: MIB };
    const first = await openSpool(options, metrics);
    await expect(openSpool(options, metrics)).rejects.toThrow(/ingest\.spoolFolder: Another process uses/);
    await first.close();
  });
});
