import { closeSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BoundedLog } from './bounded-log';

describe(BoundedLog.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'bounded-log-'));
  const print = (log: BoundedLog, text: string) => {
    const descriptor = log.open();
    writeSync(descriptor, text);
    closeSync(descriptor);
    log.close();
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows the last lines of this run only', () => {
    const log = new BoundedLog(join(folder, 'runs.log'));
    print(log, 'old\n');
    print(log, 'one\ntwo\nthree\n');
    expect(log.tail(2)).toBe('two\nthree');
    expect(log.tail(9)).toBe('one\ntwo\nthree');
  });

  it('is empty before anything was printed', () => {
    expect(new BoundedLog(join(folder, 'none.log')).tail(5)).toBe('');
  });

  it('moves what is beyond its limit aside while the server goes on printing', () => {
    const log = new BoundedLog(join(folder, 'large.log'), 10);
    const descriptor = log.open();
    writeSync(descriptor, 'more than ten\n');
    log.rotateWhenLarge();
    writeSync(descriptor, 'then\n');
    closeSync(descriptor);
    log.close();
    expect(readFileSync(log.file, 'utf8')).toBe('then\n');
    expect(readFileSync(`${log.file}.1`, 'utf8')).toBe('more than ten\n');
    expect(log.tail(3)).toBe('then');
  });
});
