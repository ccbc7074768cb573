import { once } from 'node:events';
import { connect } from 'node:net';

/** @throws {Error} when nobody listens on that port of 127.0.0.1. */
export async function connectOnce(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
