import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderInUse, FolderLock } from './folder-lock';

const HOLDER = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1] + '/lock');
  database.exec('BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => database, 1000);`;

describe(FolderLock.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-lock-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps others off, in this process and in another, until its holder is killed', async () => {
    const holder = spawn(process.execPath, ['-e', HOLDER, folder]);
    await once(holder.stdout, 'data');
    expect(() => FolderLock.take(folder)).toThrow(FolderInUse);
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    const lock = FolderLock.take(folder);
    expect(() => FolderLock.take(folder)).toThrow(FolderInUse);
    lock.release();
    FolderLock.take(folder).release();
  });

  it('tells a folder that cannot be used from one in use', () => {
    expect(() => FolderLock.take(join(folder, 'none'))).toThrow('unable to open database file');
  });
});
