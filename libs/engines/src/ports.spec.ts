import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { allocatePorts, freePort } from './ports';

describe(allocatePorts.name, () => {
  const reservation = (port: number) => join(tmpdir(), `tocsin-ports-${process.getuid?.()}`, String(port));

  it('gives different ports, below those of outgoing connections, that can be listened on', async () => {
    const ports = allocatePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect(Math.max(...ports)).toBeLessThan(32_768);
    for (const port of ports) {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      server.close();
    }
  });

  it('never gives one that is listened on, nor one another process was given', async () => {
    const server = createServer().listen(freePort(), '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const others = reservedByAnotherProcess([20_001, 20_002]);
    jest.spyOn(Math, 'random').mockReturnValueOnce(at(port)).mockReturnValueOnce(at(20_001));
    const given = freePort();
    expect([port, 20_001]).not.toContain(given);
    others.forEach((file) => rmSync(file));
    server.close();
    jest.restoreAllMocks();
  });

  it('gives one again whose process is gone', () => {
    writeFileSync(reservation(20_003), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    jest.spyOn(Math, 'random').mockReturnValueOnce(at(20_003));
    expect(freePort()).toBe(20_003);
    jest.restoreAllMocks();
  });

  function reservedByAnotherProcess(ports: readonly number[]): string[] {
    const stat = execFileSync('cat', ['/proc/1/stat'], { encoding: 'utf8' });
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ports.map((port) => {
      writeFileSync(reservation(port), JSON.stringify({ pid: 1, startedAt }));
      return reservation(port);
    });
  }

  function at(port: number): number {
    return (port - 20_000 + 0.5) / (32_768 - 20_000);
  }
});
