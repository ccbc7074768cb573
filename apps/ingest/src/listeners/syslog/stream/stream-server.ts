import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import type { StreamOptions, TlsOptions } from '../syslog.config';

const LONGEST_HANDSHAKE_MS = 10_000;
const KEEP_ALIVE_MS = 60_000;

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
  const onStay = options.transport === 'tls' ? encrypted(options, events) : events.onReady;
  return createServer((socket) => {
    socket.on('error', ignore);
    if (!events.mayStay(socket)) {
      socket.destroy();
      return;
    }
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    onStay(socket);
  });
}

/** Lets a connection begin with TLS. */
function encrypted(options: TlsOptions, { onReady, onTlsFailure }: ServerEvents): (socket: Socket) => void {
  const handshakeTimeout = Math.min(LONGEST_HANDSHAKE_MS, options.frameMs);
  const server = createTlsServer({ ...tlsFiles(options), handshakeTimeout });
  server.on('secureConnection', (socket) => {
    socket.on('error', ignore);
    onReady(socket);
  });
  server.on('tlsClientError', (error, socket) => {
    onTlsFailure(error, socket.remoteAddress ?? 'a sender that is gone');
    socket.destroy();
  });
  return (socket) => server.emit('connection', socket);
}

/** A sender that is gone shows by its messages that stop; here it only must not end the process. */
function ignore(): void {}

function tlsFiles({ certificate, key, clientCa }: TlsOptions): object {
  const own = { cert: readFileSync(certificate), key: readFileSync(key) };
  return clientCa === undefined
    ? own
    : { ...own, ca: readFileSync(clientCa), requestCert: true, rejectUnauthorized: true };
}
