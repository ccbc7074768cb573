import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';

/**
 * Runs something alone among all processes of this machine that use the same folder. The lock is a socket without a file:
 * the kernel frees it with its process, so none is ever left behind.
 */
export async function aloneIn<T>(folder: string, onWait: () => void, run: () => Promise<T>): Promise<T> {
  const name = `\0tocsin-${createHash('sha256').update(realpathSync(folder)).digest('hex')}`;
  const lock = new SocketLock(name);
  if (!(await lock.take())) {
    onWait();
    do await untilFreed(name);
    while (!(await lock.take()));
  }
  try {
    return await run();
  } finally {
    lock.release();
  }
}

class SocketLock {
  /** Whoever waits keeps a connection open and hears by its end that the lock is free. */
  private readonly waiting = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.waiting.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.waiting.delete(socket));
  });

  constructor(private readonly name: string) {}

  async take(): Promise<boolean> {
    try {
      this.server.listen({ path: this.name });
      await once(this.server, 'listening');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
      throw error;
    }
  }

  release(): void {
    this.server.close();
    for (const socket of this.waiting) socket.destroy();
  }
}

async function untilFreed(name: string): Promise<void> {
  const socket = connect({ path: name });
  socket.resume();
  await new Promise<void>((resolve) => {
    // An error here is the lock freed between our two looks; 'close' follows it.
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
  });
}
