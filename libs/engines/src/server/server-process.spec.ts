import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BoundedLog } from './bounded-log';
import { isGroupAlive } from './process-table';
import { ServerProcess } from './server-process';

const folder = mkdtempSync(join(tmpdir(), 'server-process-'));
const log = new BoundedLog(join(folder, 'server.log'));
const run = (script: string) =>
  new ServerProcess({ command: ['sh', '-c', script], cwd: folder, env: { PATH: '/usr/bin:/bin' } }, log);

describe(ServerProcess.name, () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps what the server prints and says how it ended', async () => {
    expect(await run('echo no port left >&2; exit 3').ended).toBe('it ended with code 3');
    expect(log.tail(1)).toBe('no port left');
  });

  it('says so when the program is not there', async () => {
    const server = new ServerProcess({ command: ['/no/such/program'], cwd: folder, env: {} }, log);
    expect(await server.ended).toContain('ENOENT');
    expect(server.pid).toBeUndefined();
  });

  it('has ended only when the helpers it left behind have ended too', async () => {
    const server = run('sleep 60 & exit 0');
    const group = server.pid as number;
    await server.ended;
    expect(isGroupAlive(group)).toBe(false);
  });

  it('ends by force what does not end when asked', async () => {
    const server = run('trap "" TERM; while true; do sleep 0.02; done');
    await server.stop('SIGTERM', 50);
    expect(server.pid).toBeUndefined();
  });
});
