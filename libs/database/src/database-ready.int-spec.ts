import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import { DataSource } from 'typeorm';

import { isDatabaseUnavailable } from './database-error';
import { DatabaseReady } from './database-ready';
import { DatabaseModule } from './database.module';
import { AccountEntity } from './entities/account.entity';

/** Stands between us and the real server, so that a spec can take the server away and bring it back. */
class Gate {
  private server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly target: URL) {}

  async open(port = 0): Promise<number> {
    this.server = createServer((socket) => {
      const upstream = connect(Number(this.target.port), this.target.hostname);
      for (const end of [socket, upstream]) this.sockets.add(end.on('error', () => undefined));
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe(DatabaseReady.name, () => {
  let gate: Gate;
  let port: number;
  let url: URL;
  let app: INestApplicationContext;
  let ready: DatabaseReady;

  beforeEach(async () => {
    url = new URL(await testPostgresUrl());
    gate = new Gate(new URL(url));
    port = await gate.open();
    url.host = `127.0.0.1:${port}`;
  });
  afterEach(async () => {
    await app.close();
    await gate.close();
  });

  async function start(): Promise<void> {
    app = await NestFactory.createApplicationContext(DatabaseModule.forRoot({ url: url.toString() }), {
      logger: false,
    });
    ready = app.get(DatabaseReady);
  }

  it('connects and migrates before it says it is ready', async () => {
    await start();
    await ready.whenReady();
    expect(await app.get(DataSource).getRepository(AccountEntity).count()).toBe(0);
    expect(await ready.check()).toEqual({ ok: true, detail: '' });
  });

  it('lets the application start without PostgreSQL and is ready when it comes', async () => {
    await gate.close();
    await start();
    await eventually(async () => (await ready.check()).detail.includes('ECONNREFUSED'));
    await gate.open(port);
    await ready.whenReady();
    expect((await ready.check()).ok).toBe(true);
  });

  it('calls what fails in the meantime unavailable, not wrong', async () => {
    await gate.close();
    await start();
    const accounts = app.get(DataSource).getRepository(AccountEntity);
    expect(isDatabaseUnavailable(await failure(() => accounts.count()))).toBe(true);
    await gate.open(port);
    await ready.whenReady();
    await gate.close();
    expect(isDatabaseUnavailable(await failure(() => accounts.count()))).toBe(true);
    expect((await ready.check()).detail).toContain('PostgreSQL does not serve us');
    await gate.open(port);
    expect(await accounts.count()).toBe(0);
  });

  it('calls a mistake of ours a mistake', async () => {
    await start();
    await ready.whenReady();
    expect(isDatabaseUnavailable(await failure(() => app.get(DataSource).query('SELECT nonsense')))).toBe(false);
  });

  it('stops while PostgreSQL is away', async () => {
    await gate.close();
    await start();
    await app.close();
    expect((await ready.check()).ok).toBe(false);
    await gate.open(port);
  });
});

async function failure(attempt: () => Promise<unknown>): Promise<unknown> {
  try {
    return await attempt();
  } catch (error) {
    return error;
  }
}
