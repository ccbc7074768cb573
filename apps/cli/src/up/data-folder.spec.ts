import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CommandFailure, EXIT } from '../exit-codes';
import { DataFolder } from './data-folder';

let parent: string;
beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'tocsin data '))));
afterEach(() => rmSync(parent, { recursive: true }));

describe(DataFolder.name, () => {
  it('keeps a second Tocsin away while the first one lives, and says which', () => {
    const folder = new DataFolder(join(parent, 'deep', 'data'));
    folder.lock();
    writeFileSync(join(folder.path, 'up.lock'), JSON.stringify({ pid: process.ppid }));
    expect(() => new DataFolder(folder.path).lock()).toThrow(
      expect.objectContaining({ exitCode: EXIT.alreadyRunning }) as Error,
    );
    expect(() => folder.lock()).toThrow(`process ${process.ppid}`);
  });

  it('takes over the lock of one that is gone', () => {
    const folder = new DataFolder(parent);
    writeFileSync(join(parent, 'up.lock'), JSON.stringify({ pid: 999_999_999 }));
    folder.lock();
    expect(folder.holder()).toBeUndefined();
  });

  it('is not kept away by a process that was given the number of one that is gone', () => {
    const folder = new DataFolder(parent);
    writeFileSync(join(parent, 'up.lock'), JSON.stringify({ pid: process.ppid, startedAt: '1' }));
    expect(folder.holder()).toBeUndefined();
  });

  it('deletes its own and leaves what else lies in the folder', () => {
    const folder = new DataFolder(parent);
    folder.lock();
    writeFileSync(join(parent, 'thesis.txt'), 'years of work');
    folder.clear();
    expect(readdirSync(parent)).toEqual(['thesis.txt']);
  });

  it('says plainly that nothing can be made where the folder should be', () => {
    expect(() => new DataFolder('/proc/tocsin').lock()).toThrow(CommandFailure);
  });

  it('tells its state to its owner only, and forgets it at the end', () => {
    const folder = new DataFolder(parent);
    folder.lock();
    const state = {
      pid: 1,
      size: 'embedded',
      isReady: true,
      consoleUrl: 'http://x',
      ingestUrl: 'http://x',
      databaseUrl: 'postgres://x',
      processes: {},
      engines: {},
    } as const;
    folder.writeState(state);
    expect(folder.state()).toEqual(state);
    expect(statSync(join(parent, 'running.json')).mode & 0o777).toBe(0o600);
    folder.unlock();
    expect(folder.state()).toBeUndefined();
  });
});
