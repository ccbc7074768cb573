import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import type { StreamOptions, TlsOptions } from '../syslog.config';

const HANDSHAKE_MS = 10_000;

export interface ServerEvents {
  /** A connection, before anything is read from it. @returns whether it may stay. */
  readonly mayStay: (socket: Socket) => boolean;
  /** A connection that may be read from. */
  readonly onReady: (socket: Socket) => void;
  readonly onTlsFailure: (error: Error, address: string) => void;
}

/**
 * A server for plain or encrypted connections, not yet listening.
 * @throws when a file of its certificate cannot be read or used.
 */
export function streamServer(options: StreamOptions, events: ServerEvents): Server {
  if (options.transport === 'tcp') {
    return createServer((socket) => {
      if (prepare(socket, events)) events.onReady(socket);
    });
  }
  const server = createTlsServer({ ...tlsFiles(options), handshakeTimeout: HANDSHAKE_MS });
  server.prependListener('connection', (socket: Socket) => prepare(socket, events));
  server.on('secureConnection', (socket) => {
    // Problems of the sender show in what it sends; here they only must not end the process.
    socket.on('error', () => undefined);
    events.onReady(socket);
  });
  server.on('tlsClientError', (error, socket) => {
    events.onTlsFailure(error, socket.remoteAddress ?? 'a sender that is gone');
    socket.destroy();
  });
  return server;
}

function prepare(socket: Socket, { mayStay }: ServerEvents): boolean {
  socket.on('error', () => undefined);
  const stays = mayStay(socket);
  if (stays) socket.setKeepAlive(true, 60_000);
  else socket.destroy();
  return stays;
}

function tlsFiles({ certificate, key, clientCa }: TlsOptions): object {
  const own = { cert: readFileSync(certificate), key: readFileSync(key) };
  return clientCa === undefined
    ? own
    : { ...own, ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true };
}
