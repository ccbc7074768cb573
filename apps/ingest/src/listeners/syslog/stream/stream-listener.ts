import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { Logger } from '@nestjs/common';

import { Networks } from '../../../shippers/networks';
import type { SyslogListener } from '../listener';
import type { StreamOptions } from '../syslog.config';
import type { TurnedAwayReason } from '../syslog.metrics';
import { StreamConnection, type ConnectionParts } from './stream-connection';
import { streamServer } from './stream-server';

const CHECK_EVERY_MS = 500;
const QUIET_MS = 10_000;
/** How long senders may take to end their connection when they are asked to. */
const GOODBYE_MS = 1_000;
/** All unfinished messages of the listener; beyond it long ones are cut, so that many slow senders do not fill the memory. */
const MAX_UNFINISHED_BYTES = 64 * 1024 ** 2;
const LONG_MESSAGE_BYTES = 64 * 1024;

export interface StreamListenerParts extends Omit<ConnectionParts, 'options'> {
  readonly options: StreamOptions & { readonly maxLineBytes: number };
}

/** Takes syslog on connections (RFC 6587, RFC 5425). */
export class StreamListener implements SyslogListener {
  readonly name: string;
  private readonly log = new Logger('Syslog');
  private readonly networks: Networks | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly connections = new Set<StreamConnection>();
  private server: Server | undefined;
  private timer: NodeJS.Timeout | undefined;
  private quietUntil = 0;

  constructor(private readonly parts: StreamListenerParts) {
    const { transport, host, port, allowedNetworks } = parts.options;
    this.name = `${transport} ${host}:${port}`;
    this.networks = allowedNetworks && new Networks(allowedNetworks);
  }

  get isOpen(): boolean {
    return this.server?.listening === true;
  }

  async open(): Promise<void> {
    const { host, port } = this.parts.options;
    this.server = streamServer(this.parts.options, {
      mayStay: (socket) => this.mayStay(socket),
      onReady: (socket) => this.meet(socket),
      onTlsFailure: (error, address) => this.noteTlsFailure(error, address),
    });
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.server.on('error', (error) => this.log.error(`${this.name}: ${error.message}`));
    this.timer = setInterval(() => this.check(), CHECK_EVERY_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    if (!this.isOpen) return;
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const connection of this.connections) connection.askToEnd();
    await Promise.race([closed, delay(GOODBYE_MS, undefined, { ref: false })]);
    for (const connection of this.connections) connection.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private mayStay(socket: Socket): boolean {
    const reason = this.objectionTo(socket);
    if (reason !== undefined) {
      this.parts.metrics.turnedAway(reason);
      return false;
    }
    this.sockets.add(socket);
    this.parts.metrics.connections(this.sockets.size);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.parts.metrics.connections(this.sockets.size);
    });
    return true;
  }

  private objectionTo(socket: Socket): TurnedAwayReason | undefined {
    if (this.networks && !this.networks.has(socket.remoteAddress ?? '')) return 'network_not_allowed';
    return this.sockets.size >= this.parts.options.maxConnections ? 'too_many_connections' : undefined;
  }

  private meet(socket: Socket): void {
    const connection = new StreamConnection(socket, this.parts);
    this.connections.add(connection);
    socket.once('close', () => this.connections.delete(connection));
  }

  private check(): void {
    const now = performance.now();
    for (const connection of this.connections) connection.check(now);
    this.boundUnfinished();
  }

  private boundUnfinished(): void {
    let bytes = 0;
    for (const connection of this.connections) bytes += connection.unfinishedBytes;
    for (const connection of this.connections) {
      if (bytes <= MAX_UNFINISHED_BYTES) break;
      if (connection.unfinishedBytes < LONG_MESSAGE_BYTES) continue;
      bytes -= connection.unfinishedBytes;
      connection.cutUnfinished();
    }
  }

  /** One line in a while: whoever scans ports can fail very often. */
  private noteTlsFailure(error: Error, address: string): void {
    this.parts.metrics.turnedAway('tls_failed');
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + QUIET_MS;
    this.log.warn(`${this.name}: no TLS with ${address}: ${error.message}`);
  }
}
