import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EngineUser } from './engine-user';

describe(EngineUser.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-user-'));
  const isRoot = process.getuid?.() === 0;

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is ourselves when we are an ordinary user', () => {
    const user = new EngineUser(false);
    expect(user.launcher('TERM', [])).toEqual(['setpriv', '--pdeathsig', 'TERM', '--']);
    user.ownFolder(join(folder, 'ours'));
    expect(statSync(join(folder, 'ours')).uid).toBe(process.getuid?.());
  });

  (isRoot ? it : it.skip)('is nobody when we are root, also in a folder that is closed to nobody', () => {
    const user = new EngineUser(true);
    const home = join(folder, 'closed', 'home');
    user.ownFolder(home);
    const [command, ...args] = user.launcher('TERM', [home]);
    const script = 'id -un; echo written > "$0/file" && cat "$0/file"';
    const { stdout } = spawnSync(command as string, [...args, 'sh', '-c', script, home], { encoding: 'utf8' });
    expect(stdout).toBe('nobody\nwritten\n');
  });

  (isRoot ? it : it.skip)('names what nobody can never use', () => {
    expect(() => new EngineUser(true).launcher('TERM', [join(folder, 'absent')])).toThrow(
      `cannot use ${join(folder, 'absent')}`,
    );
  });
});
