import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { identify, type ProcessIdentity } from './process-table';
import { RunRecord } from './run-record';

describe(RunRecord.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-record-'));
  const file = join(folder, 'server.run.json');
  const gone: ProcessIdentity = { pid: process.pid, startedAt: '1' };
  let server: ReturnType<typeof spawn>;

  beforeEach(() => {
    server = spawn('sleep', ['60']);
  });

  afterEach(async () => {
    if (server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses data that is served for somebody who is still there', async () => {
    const record = new RunRecord(file);
    record.write(server.pid as number);
    await expect(record.waitUntilFree()).rejects.toThrow(
      `in use by process ${server.pid}, which process ${process.pid} started`,
    );
  });

  it('waits for a server whose starter is gone to end', async () => {
    writeFileSync(file, JSON.stringify({ server: identify(server.pid as number), owner: gone }));
    let isFree = false;
    const waiting = new RunRecord(file).waitUntilFree().then(() => (isFree = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isFree).toBe(false);
    server.kill('SIGTERM');
    await waiting;
  });

  it('finds data free that was never served, or whose record a crash cut short', async () => {
    await new RunRecord(join(folder, 'none.json')).waitUntilFree();
    writeFileSync(file, '{"server":');
    await new RunRecord(file).waitUntilFree();
  });

  it('finds data free after a stop and after a crash', async () => {
    const record = new RunRecord(file);
    record.write(server.pid as number);
    server.kill('SIGKILL');
    await once(server, 'exit');
    await record.waitUntilFree();
    record.remove();
    await record.waitUntilFree();
  });
});
