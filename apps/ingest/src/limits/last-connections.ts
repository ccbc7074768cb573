import type { Server } from 'node:http';

import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Requests under way have been waited for; what is still open then is a client that has not said what it wants. */
const CLOSE_AFTER_MS = 1_500;

/** Keeps a client that stops inside the head of its request from holding up a shutdown until it times out. */
@Injectable()
export class LastConnections implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    setTimeout(() => server.closeAllConnections(), CLOSE_AFTER_MS).unref();
  }
}
