import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestApi } from '../../testing/test-api';

const PAGE = '<!doctype html><tocsin-root ngCspNonce="__CSP_NONCE__"></tocsin-root>';
const HTML = { accept: 'text/html,application/xhtml+xml' };

let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin console '));
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'main-ABCDEF12.js'), `console.log(${JSON.stringify('x'.repeat(5_000))})`);
  writeFileSync(join(folder, 'appearance.js'), '1');
  writeFileSync(join(folder, 'icon-outlined.svg'), '<svg/>');
  writeFileSync(join(folder, '.built'), '');
  api = await TestApi.start({ api: { consoleFolder: folder } });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

describe('the console', () => {
  it.each(['/', '/alerts', '/alerts/A-17', '/setup/some-token', '/login?returnTo=%2Falerts'])(
    'has its page at %s, never kept',
    async (path) => {
      const answer = await api.browser().get(path, HTML);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(answer.body).toContain('<tocsin-root');
    },
  );

  it('allows styles by a nonce that is new with every answer, and nothing else inline', async () => {
    const [first, second] = [await api.browser().get('/', HTML), await api.browser().get('/', HTML)];
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(first.body).toContain(`ngCspNonce="${nonce}"`);
    expect(second.body).not.toContain(nonce);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('x-powered-by')).toBeNull();
  });

  it('keeps files with a hash in their name for good, and asks again for the others', async () => {
    const hashed = await api.browser().get('/main-ABCDEF12.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/appearance.js', '/icon-outlined.svg']) {
      const plain = await api.browser().get(path);
      expect([path, plain.headers.get('cache-control')]).toEqual([path, 'no-cache']);
      expect(plain.headers.get('etag')).not.toBeNull();
    }
  });

  it('comes compressed', async () => {
    const answer = await api.browser().get('/main-ABCDEF12.js', { 'accept-encoding': 'br' });
    expect(answer.headers.get('content-encoding')).toBe('br');
  });

  it.each(['/main-00000000.js', '/nothing.png', '/.built', '/..%2f..%2fpackage.json', '/media'])(
    'has nothing at %s, also when a page is asked for by a script',
    async (path) => {
      const answer = await api.browser().get(path, { accept: '*/*' });
      expect(answer.status).toBe(404);
    },
  );

  it('leaves the routes of others alone', async () => {
    expect((await api.browser().get('/healthz', HTML)).body).toEqual({ status: 'ok' });
    expect((await api.browser().post('/', {}, HTML)).status).toBe(404);
    expect((await api.browser().get('/ws/nothing', HTML)).status).toBe(400);
  });

  it('says how to build it when it is not there', async () => {
    const other = await TestApi.start({ api: { consoleFolder: join(folder, 'none') } });
    const answer = await other.browser().get('/', HTML);
    expect([answer.status, answer.body]).toEqual([503, expect.stringContaining('npm run build:console')]);
    await other.close();
  });
});

describe('the api', () => {
  it.each([
    ['GET', '/api/nope'],
    ['GET', '/api'],
    ['PUT', '/api/session'],
    ['POST', '/api/status/x?y=<script>'],
  ])('answers %s %s with a problem, also to a browser', async (method, path) => {
    const answer = await api.browser().send(method, path, { headers: HTML });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body).toMatchObject({
      type: 'urn:tocsin:problem:route.not_found',
      status: 404,
      code: 'route.not_found',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(JSON.stringify(answer.body)).not.toContain('script');
  });

  it('is not kept, framed or run', async () => {
    const { headers } = await api.browser().get('/api/session');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each([
    ['that is no JSON', '{"username":', 400, 'body.not_json'],
    ['that is a bare value', '"noor"', 400, 'body.not_json'],
    ['with a key nobody knows', '{"username":"a","password":"b","__proto__":{"x":1},"z":1}', 400, 'request.invalid'],
    ['with a NUL in a name', '{"username":"a\\u0000","password":"b"}', 400, 'request.invalid'],
    ['that is far too large', JSON.stringify({ username: 'a', password: 'x'.repeat(300_000) }), 413, 'body.too_large'],
    [
      'with a novel for a password',
      JSON.stringify({ username: 'a', password: 'x'.repeat(2_000) }),
      400,
      'request.invalid',
    ],
  ])('refuses a body %s', async (_what, body, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await api.browser().send('POST', '/api/session', { headers, body });
    expect([answer.status, answer.body]).toMatchObject([status, { code, status }]);
  });

  it('names each part of a request that it refuses, without repeating the rest', async () => {
    const answer = await api.browser().post('/api/session', { username: '', password: 's3cret!' });
    expect(answer.body).toMatchObject({ issues: [{ path: 'username' }] });
    expect(JSON.stringify(answer.body)).not.toContain('s3cret');
  });

  it('takes no form of another site for JSON', async () => {
    const body = '{"username":"a","password":"b"}';
    const answer = await api
      .browser()
      .send('POST', '/api/session', { headers: { 'content-type': 'text/plain' }, body });
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'request.invalid' }]);
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'not a url' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('refuses commands from elsewhere: %j', async (headers) => {
    const { status, body } = await rawPost(headers);
    expect([status, body]).toEqual([403, expect.stringContaining('request.foreign_origin')]);
  });

  it.each([[{}], [{ 'sec-fetch-site': 'same-origin' }]])('takes commands from here: %j', async (headers) => {
    expect((await rawPost(headers)).status).toBe(400);
  });

  it('knows itself by its public address, when a proxy changes the Host header', async () => {
    const proxied = await TestApi.start({ api: { publicUrl: 'https://tocsin.example' } });
    const headers = { origin: 'https://tocsin.example' };
    expect((await proxied.browser().post('/api/session', {}, headers)).status).toBe(400);
    await proxied.close();
  });

  it('says that the database is away, and when to try again', async () => {
    const answer = await api.browser().post('/api/session', { username: 'noor', password: 'x' });
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'database.unavailable' }]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const ready = await api.browser().get('/readyz');
    expect([ready.status, ready.body]).toMatchObject([503, { ready: false, checks: { database: { ok: false } } }]);
  });
});

/** fetch adds headers of its own; this sends what it is told. */
function rawPost(headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const request = rawRequest(`${api.url}/api/session`, options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject).end('{}');
  });
}
