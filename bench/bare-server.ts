import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The physical limit beside every figure: a Node server that reads the body and answers, and does nothing else. */
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => response.end('{}'));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));
