import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { identify, isAlive, isGroupAlive, signal } from './process-table';

describe('the table of processes', () => {
  it('knows a process while it lives and not after', async () => {
    const child = spawn('sleep', ['60'], { detached: true });
    const pid = child.pid as number;
    const identity = identify(pid);
    expect(identity && isAlive(identity)).toBe(true);
    expect(isGroupAlive(pid)).toBe(true);
    signal(-pid, 'SIGKILL');
    await once(child, 'exit');
    expect(identify(pid)).toBeUndefined();
    expect(isGroupAlive(pid)).toBe(false);
  });

  it('does not take a later process with the same number for the one it knew', () => {
    const us = identify(process.pid);
    expect(us && isAlive(us)).toBe(true);
    expect(us && isAlive({ ...us, startedAt: '1' })).toBe(false);
  });

  it('lets a signal to a process that is gone pass', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    expect(() => signal(child.pid as number, 'SIGTERM')).not.toThrow();
  });
});
