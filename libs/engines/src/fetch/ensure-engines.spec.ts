import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EngineUnavailable } from '../engine-errors';
import { ensureEngines } from './ensure-engines';

describe(ensureEngines.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensure-engines-'));
  const path = process.env['PATH'];
  const lines: string[] = [];
  const options = { enginesDir: join(folder, 'engines'), report: (line: string) => lines.push(line) };

  // Neither apt-get nor dpkg can be reached.
  beforeAll(() => (process.env['PATH'] = folder));
  afterAll(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  it('names what this machine lacks and the other way, and leaves nothing that looks like the engine', async () => {
    const failure = ensureEngines(['rabbitmq'], options);
    await expect(failure).rejects.toThrow(EngineUnavailable);
    await expect(failure).rejects.toThrow(/^rabbitmq cannot be had .* apt-get is absent.* --rabbitmq-url$/);
    expect(readdirSync(options.enginesDir)).not.toContain('rabbitmq');
  });

  it('leaves alone what is there, so that it may be somebody else’s', async () => {
    const full = join(folder, 'full');
    mkdirSync(join(full, 'rabbitmq'), { recursive: true });
    mkdirSync(join(full, 'nginx'));
    lines.length = 0;
    await ensureEngines(['rabbitmq', 'nginx', 'postgres'], { ...options, enginesDir: full });
    expect(lines).toEqual([]);
    expect(readdirSync(full).sort()).toEqual(['nginx', 'rabbitmq']);
  });

  it('makes no folder when nothing is missing', async () => {
    await ensureEngines(['postgres'], { ...options, enginesDir: join(folder, 'unused') });
    expect(existsSync(join(folder, 'unused'))).toBe(false);
  });
});
