import { once } from 'node:events';
import { connect } from 'node:http2';

import { NginxUnderTest, sayName, seenBy, type Question } from '../../../testing/nginx-under-test';
import { routes } from './routes';

const SHIPPER = { authorization: 'ApiKey c2hpcHBlcjpzZWNyZXQ=' };

const SHIPPER_PATHS = [
  ...['/events', '/nxlog', '/cef', '/custom/probe', '/gelf', '/v1/logs', '/loki/api/v1/push', '/test', '/status'],
  ...['/services/collector', '/services/collector/event', '/services/collector/raw', '/services/collector/health/1.0'],
  ...['/_bulk', '/logs-2026/_bulk', '/_license', '/_cluster/health', '/_nodes/http', '/_template/filebeat-8.0.0'],
  ...[
    '/_index_template/logs',
    '/_ilm/policy/x',
    '/_alias/y',
    '/_ingest/pipeline/z',
    '/_data_stream/logs-a',
    '/_cat/health',
  ],
  ...['/logs-2026/_mapping', '/receipts/4f0a', '/healthz'],
];

describe(routes.name, () => {
  let nginx: NginxUnderTest;

  beforeAll(async () => {
    nginx = await NginxUnderTest.start();
  });
  afterAll(() => nginx.stop());
  afterEach(() => nginx.clear());

  const serveBoth = async () => {
    await nginx.serve(nginx.ports.ingest, sayName('ingest'));
    await nginx.serve(nginx.ports.api, sayName('api'));
  };
  const bodyOf = async (question: Question) => (await nginx.ask(question)).body;

  it('take the paths of shippers to ingest, with and without a slash at the end, over TLS and without', async () => {
    await serveBoth();
    for (const path of SHIPPER_PATHS) {
      expect(await bodyOf({ method: 'POST', path, body: '{}' })).toBe(`ingest POST ${path}`);
      expect(await bodyOf({ method: 'PUT', path: `${path}/`, body: '{}', tls: {} })).toBe(`ingest PUT ${path}/`);
    }
  });

  it('take everything else to the api', async () => {
    await serveBoth();
    for (const path of [
      '/',
      '/alerts',
      '/alerts/A-1',
      '/settings/sources',
      '/main-ABCD1234.js',
      '/api/events',
      '/ws/',
      '/ws',
    ])
      expect(await bodyOf({ method: 'GET', path })).toBe(`api GET ${path}`);
  });

  it('take the greeting and an index to ingest when a shipper asks, and nothing of the api', async () => {
    await serveBoth();
    for (const headers of [SHIPPER, { 'x-api-key': 'shipper:secret' }]) {
      for (const path of ['/', '/logs-2026', '/logs-2026/', '/?pretty'])
        expect(await bodyOf({ path, headers })).toBe(`ingest GET ${path}`);
      for (const path of ['/api', '/api/', '/api/alerts', '/api/_bulk', '/ws', '/ws/', '/alerts/A-1'])
        expect(await bodyOf({ path, headers })).toBe(`api GET ${path}`);
    }
    expect(seenBy(await nginx.ask({ method: 'HEAD', path: '/logs-2026', headers: SHIPPER }))).toMatchObject(SHIPPER);
  });

  it('take a browser to the console, whatever it knows of shippers', async () => {
    await serveBoth();
    const headers = { ...SHIPPER, 'sec-fetch-mode': 'navigate' };
    expect(await bodyOf({ path: '/', headers })).toBe('api GET /');
  });

  it('close the connection without any answer while there is no ingest', async () => {
    const question = { method: 'POST', path: '/_bulk', body: '{}' };
    await expect(nginx.ask(question)).rejects.toThrow('socket hang up');
    await expect(nginx.ask({ ...question, tls: {} })).rejects.toThrow('socket hang up');
    await expect(nginx.ask({ path: '/', headers: SHIPPER })).rejects.toThrow('socket hang up');
  });

  it('end an HTTP/2 request without an answer while there is no ingest', async () => {
    const session = connect(`https://localhost:${nginx.ports.https}`, { ca: nginx.ca });
    const stream = session.request({ ':method': 'POST', ':path': '/events' });
    stream.end('{}');
    await expect(once(stream, 'response')).rejects.toThrow('Stream closed with error code');
    session.destroy();
  });

  it('close the connection without any answer when ingest dies over a request, and do not send it again', async () => {
    let requests = 0;
    for (const port of [nginx.ports.ingest, nginx.ports.otherIngest]) {
      await nginx.serve(port, (incoming) => {
        requests += 1;
        incoming.resume().on('end', () => incoming.socket.destroy());
      });
    }
    await expect(nginx.ask({ method: 'POST', path: '/events', body: '{}' })).rejects.toThrow('socket hang up');
    expect(requests).toBe(1);
  });

  it('pass over an ingest that is away, for requests of any size', async () => {
    await nginx.serve(nginx.ports.otherIngest, (incoming, response) => {
      let bytes = 0;
      incoming.on('data', (part: Buffer) => (bytes += part.length));
      incoming.on('end', () => response.end(`took ${bytes}`));
    });
    for (let n = 1; n <= 20; n += 1) {
      const body = 'x'.repeat(n * 50_000);
      expect(await bodyOf({ method: 'POST', path: '/_bulk', body })).toBe(`took ${body.length}`);
    }
  });

  it('let a refusal of ingest itself pass', async () => {
    for (const port of [nginx.ports.ingest, nginx.ports.otherIngest]) {
      await nginx.serve(port, (incoming, response) => {
        incoming.resume().on('end', () => response.writeHead(503, { 'retry-after': '7' }).end('busy'));
      });
    }
    const { status, headers, body } = await nginx.ask({ method: 'POST', path: '/events', body: '{}' });
    expect([status, headers['retry-after'], body]).toEqual([503, '7', 'busy']);
  });

  it('find ingest again that comes back', async () => {
    await expect(nginx.ask({ method: 'POST', path: '/events', body: '{}' })).rejects.toThrow();
    await nginx.serve(nginx.ports.ingest, sayName('ingest'));
    expect((await nginx.ask({ method: 'POST', path: '/events', body: '{}' })).status).toBe(200);
  });

  it('show nobody the figures', async () => {
    await serveBoth();
    expect((await nginx.ask({ path: '/metrics' })).status).toBe(404);
  });

  it('say who asks and which request it is, and do not let the client say so', async () => {
    await serveBoth();
    const headers = { 'x-forwarded-for': '10.9.9.9', 'x-forwarded-proto': 'gopher', 'x-request-id': 'mine-1' };
    const seen = seenBy(await nginx.ask({ path: '/api/alerts', headers, tls: {} }));
    expect(seen).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-request-id': 'mine-1',
    });
    const odd = seenBy(await nginx.ask({ path: '/test', headers: { 'x-request-id': 'a b"' } }));
    expect(odd['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });
});
