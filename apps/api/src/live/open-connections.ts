import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SOCKET_PATH } from '@tocsin/api-contract';

/**
 * The connections below the sockets. A client that has stopped reading holds its connection for half a minute after the
 * farewell, and a server that stops would wait for it.
 */
@Injectable()
export class OpenConnections implements OnModuleInit {
  private readonly open = new Set<Socket>();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    // Some clients offer HTTP/2 with any request (curl --http2); elsewhere that is ignored, as HTTP allows.
    Object.assign(server, { shouldUpgradeCallback: isForSockets });
    server.on('upgrade', (_request: IncomingMessage, socket: Socket) => this.keep(socket));
  }

  /** Waits until all have hung up, but no longer than this; then hangs up. */
  async end(withinMs: number): Promise<void> {
    const hungUp = [...this.open].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await Promise.race([Promise.all(hungUp), wait(withinMs, undefined, { ref: false })]);
    for (const socket of this.open) socket.destroy();
  }

  private keep(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
  }
}

function isForSockets({ url }: IncomingMessage): boolean {
  return url?.startsWith(SOCKET_PATH) ?? false;
}
