import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { request as requestTls } from 'node:https';
import { join } from 'node:path';

import { closedPlace, processesOf } from '../../testing/closed-place';
import { allocatePorts } from '../ports';
import { ensurePrivateCa, type PrivateCa } from './private-ca';
import { privateNginx } from './private-nginx';
import { renderNginxConf } from './render-nginx-conf';

const place = closedPlace('nginx');
const ports = allocatePorts(5) as [number, number, number, number, number];
const [httpPort, httpsPort, ingestPort, otherIngestPort, apiPort] = ports;

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** @throws {Error} ECONNRESET ("socket hang up") when the connection is closed without an answer. */
function ask(method: string, path: string, { ca, body }: { ca?: Buffer; body?: string } = {}): Promise<Answer> {
  const options = { host: 'localhost', family: 4, method, path, agent: false };
  return new Promise((resolve, reject) => {
    const sent = ca ? requestTls({ ...options, port: httpsPort, ca }) : request({ ...options, port: httpPort });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    sent.end(body);
  });
}

async function serve(port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** What plays ingest in one test. */
const ingests: Server[] = [];
const ingest = async (listener: RequestListener, port: number = ingestPort) =>
  ingests.push(await serve(port, listener));

const sayName =
  (name: string): RequestListener =>
  (incoming, response) => {
    incoming
      .resume()
      .on('end', () => response.end(`${name} ${incoming.url} ${String(incoming.headers['x-forwarded-proto'])}`));
  };

describe(privateNginx.name, () => {
  let pki: PrivateCa;
  let nginx: ReturnType<typeof privateNginx>;
  let api: Server;

  beforeAll(async () => {
    pki = await ensurePrivateCa(join(place.folder, 'pki'), ['localhost', '127.0.0.1']);
    const upstreams = {
      ingest: [`127.0.0.1:${ingestPort}`, `127.0.0.1:${otherIngestPort}`],
      api: [`127.0.0.1:${apiPort}`],
    };
    nginx = privateNginx({
      ...place,
      conf: renderNginxConf({ httpPort, httpsPort, ...upstreams, pki }),
      port: httpPort,
    });
    api = await serve(apiPort, sayName('api'));
    await nginx.start();
  });

  afterAll(async () => {
    await nginx.stop();
    await close(api);
  });

  afterEach(() => Promise.all(ingests.splice(0).map(close)));

  it('takes the paths of shippers to ingest and all others to the api, over TLS and without', async () => {
    await ingest(sayName('ingest'));
    const ca = readFileSync(pki.caFile);
    for (const path of ['/events', '/_bulk', '/logs-2026/_bulk', '/nxlog', '/cef', '/custom/probe', '/healthz']) {
      expect((await ask('POST', path, { body: '{}' })).body).toBe(`ingest ${path} http`);
      expect((await ask('POST', path, { ca, body: '{}' })).body).toBe(`ingest ${path} https`);
    }
    for (const path of ['/', '/api/alerts', '/alerts/A-1', '/api/events'])
      expect((await ask('GET', path)).body).toBe(`api ${path} http`);
  });

  it('closes the connection without any answer while there is no ingest', async () => {
    await expect(ask('POST', '/_bulk', { body: '{}' })).rejects.toThrow('socket hang up');
    await expect(ask('POST', '/events', { ca: readFileSync(pki.caFile), body: '{}' })).rejects.toThrow(
      'socket hang up',
    );
  });

  it('closes the connection without any answer when ingest dies over a request, and does not send it again', async () => {
    let requests = 0;
    const die: RequestListener = (incoming) => {
      requests += 1;
      incoming.resume().on('end', () => incoming.socket.destroy());
    };
    await ingest(die);
    await ingest(die, otherIngestPort);
    await expect(ask('POST', '/events', { body: '{}' })).rejects.toThrow('socket hang up');
    expect(requests).toBe(1);
  });

  it('lets a refusal of ingest itself pass', async () => {
    await ingest((incoming, response) => {
      incoming.resume().on('end', () => response.writeHead(503, { 'retry-after': '7' }).end('busy'));
    });
    const { status, headers, body } = await ask('POST', '/events', { body: '{}' });
    expect([status, headers['retry-after'], body]).toEqual([503, '7', 'busy']);
  });

  it('is found again by ingest that comes back at once', async () => {
    await expect(ask('POST', '/events', { body: '{}' })).rejects.toThrow();
    await ingest(sayName('ingest'));
    expect((await ask('POST', '/events', { body: '{}' })).status).toBe(200);
  });

  it('refuses a body over 20 MB and shows nobody the figures', async () => {
    const tooLarge = await ask('POST', '/events', { body: 'x'.repeat(21 * 1024 * 1024) }).catch(() => ({
      status: 413,
    }));
    expect(tooLarge.status).toBe(413);
    expect((await ask('GET', '/metrics')).status).toBe(404);
  });

  it('passes a web socket through', async () => {
    api.once('upgrade', (incoming, socket) => {
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${incoming.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      );
    });
    const sent = request({
      port: httpPort,
      path: '/ws/?transport=websocket',
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    sent.end();
    const [response] = (await once(sent, 'upgrade')) as [{ headers: IncomingHttpHeaders }];
    expect(response.headers.upgrade).toBe('websocket');
  });

  it('serves again after a kill -9', async () => {
    await nginx.kill();
    await nginx.start();
    expect((await ask('GET', '/')).body).toBe('api / http');
  });

  it('names the mistake in a configuration it cannot use', async () => {
    const broken = privateNginx({
      ...place,
      conf: 'no_such_word on;',
      port: httpPort,
      runDir: join(place.folder, 'broken'),
    });
    await expect(broken.start()).rejects.toThrow('unknown directive "no_such_word"');
  });

  it('leaves no process when it is stopped', async () => {
    await nginx.stop();
    expect(processesOf(place.folder)).toEqual([]);
  });

  it('keeps its authority and certificate, and makes the latter anew for another name', async () => {
    const folder = join(place.folder, 'pki');
    const read = (file: string) => readFileSync(file, 'utf8');
    const before = [read(pki.caFile), read(pki.certFile)];
    await ensurePrivateCa(folder, ['localhost', '127.0.0.1']);
    expect([read(pki.caFile), read(pki.certFile)]).toEqual(before);
    await ensurePrivateCa(folder, ['localhost', '127.0.0.1', 'tocsin.example']);
    expect(read(pki.caFile)).toBe(before[0]);
    expect(read(pki.certFile)).not.toBe(before[1]);
    expect([pki.keyFile, join(folder, 'ca.key')].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });
});
