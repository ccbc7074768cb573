import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import { once } from 'node:events';
import { join } from 'node:path';

import { allocatePorts, privateNginx, type PrivateEngine } from '@tocsin/engines';
import { freshFolder } from '@tocsin/testing';

import { dockerFolderWithSecrets, root } from './docker-folder';

const [httpsPort = 0, ingestPort = 0, apiPort = 0] = allocatePorts(3);

/** The generated file; only what a container would bring is put in its place: addresses of services, a free port, a folder. */
function confForThisMachine(docker: string, scratch: string): string {
  const places: Record<string, string> = {
    'server ingest:8080': `server 127.0.0.1:${ingestPort}`,
    'server api:8080': `server 127.0.0.1:${apiPort}`,
    'listen 0.0.0.0:8443': `listen 127.0.0.1:${httpsPort}`,
    '/var/cache/nginx': scratch,
    '/dev/stdout': join(scratch, 'access.log'),
  };
  return Object.entries(places).reduce(
    (text, [inContainer, here]) => {
      if (!text.includes(inContainer)) throw new Error(`docker/nginx/nginx.conf has no ${inContainer}`);
      return text.replaceAll(inContainer, here);
    },
    readFileSync(join(docker, 'nginx/nginx.conf'), 'utf8'),
  );
}

async function serve(name: string, port: number): Promise<Server> {
  const server = createServer((incoming, response) => {
    const scheme = String(incoming.headers['x-forwarded-proto']);
    incoming.resume().on('end', () => response.end(`${name} ${incoming.url} ${scheme}`));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('docker/nginx/nginx.conf', () => {
  let ca: Buffer;
  let nginx: PrivateEngine;
  let servers: Server[];

  beforeAll(async () => {
    const folder = freshFolder('docker-nginx');
    const docker = dockerFolderWithSecrets(folder, 'localhost');
    const runDir = join(folder, 'run');
    mkdirSync(join(runDir, 'cache/tmp'), { recursive: true });
    cpSync(join(docker, 'secrets/pki'), join(runDir, 'pki'), { recursive: true });
    ca = readFileSync(join(docker, 'secrets/pki/ca.pem'));
    nginx = privateNginx({
      enginesDir: join(root, '.tocsin/engines'),
      runDir,
      conf: confForThisMachine(docker, join(runDir, 'cache')),
      port: httpsPort,
    });
    servers = [await serve('ingest', ingestPort), await serve('api', apiPort)];
    await nginx.start();
  });

  afterAll(async () => {
    await nginx.stop();
    for (const server of servers) server.close().closeAllConnections();
  });

  async function ask(
    method: string,
    path: string,
    body?: Buffer,
  ): Promise<{ status: number | undefined; text: string }> {
    const sent = request({ host: 'localhost', family: 4, port: httpsPort, method, path, ca, agent: false }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const parts = (await response.setEncoding('utf8').toArray()) as string[];
    return { status: response.statusCode, text: parts.join('') };
  }

  it('serves shippers and browsers under the certificate of make-secrets.sh', async () => {
    expect((await ask('POST', '/events', Buffer.from('{}'))).text).toBe('ingest /events https');
    expect((await ask('GET', '/api/alerts')).text).toBe('api /api/alerts https');
  });

  it('has a place for bodies too long for memory', async () => {
    const body = Buffer.alloc(2 * 1024 * 1024, 'x');
    expect((await ask('POST', '/_bulk', body)).text).toBe('ingest /_bulk https');
  });

  it('answers its health check by itself', async () => {
    expect((await ask('GET', '/metrics')).status).toBe(404);
  });
});
