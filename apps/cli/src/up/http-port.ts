import { createServer } from 'node:net';

import { CommandFailure } from '../exit-codes';

const PREFERRED = 8350;

/** The port asked for, or the usual one, or a free one. @throws {CommandFailure} when the port asked for is taken. */
export async function chooseHttpPort(asked: number | undefined): Promise<number> {
  if (asked !== undefined && asked !== 0) {
    if (await portIfFree(asked)) return asked;
    throw new CommandFailure(
      `port ${asked} is taken. Choose another with --port, or leave --port out to get a free one.`,
    );
  }
  const port = (asked === undefined ? await portIfFree(PREFERRED) : undefined) ?? (await portIfFree(0));
  if (port === undefined) throw new CommandFailure('no free port was found on 127.0.0.1.');
  return port;
}

function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
