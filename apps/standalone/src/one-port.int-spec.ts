import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys } from '@tocsin/access-control';
import { DatabaseModule, DatabaseReady } from '@tocsin/database';
import { EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { apiConfigSchema } from '../../api/src/api.config';
import { ApiModule } from '../../api/src/api.module';
import { ingestConfigSchema } from '../../ingest/src/ingest.config';
import { IngestModule } from '../../ingest/src/ingest.module';

const PAGE = '<html>the console</html>';
const BROWSER = { accept: 'text/html,application/xhtml+xml', cookie: 'tocsin_session=x' };

describe('Console, API and front door on one port', () => {
  let folder: string;
  let app: NestExpressApplication;
  let url: string;
  let key: { authorization: string };

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    folder = mkdtempSync(join(tmpdir(), 'tocsin-console-'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'main-ABCD1234.js'), 'script');
    const database = { url: await testPostgresUrl() };
    app = await createService({
      name: 'one-port',
      imports: [
        DatabaseModule.forRoot(database),
        MessagingModule.forRoot({ kind: 'postgres', url: database.url, publishTimeoutMs: 2_000, maxUnconfirmed: 64 }),
        EventStoreModule.forRoot(apiConfigSchema.shape.store.parse({ kind: 'postgres', url: database.url })),
        IngestModule.register(ingestConfigSchema.shape.ingest.parse({})),
        ApiModule.register({
          access: apiConfigSchema.shape.access.parse({}),
          api: apiConfigSchema.shape.api.parse({ consoleFolder: folder }),
          rules: apiConfigSchema.shape.rules.parse({}),
        }),
      ],
    });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    await app.get(DatabaseReady).whenReady();
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create('web');
    key = { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    await eventually(async () => (await get('/readyz', {})).status === 200);
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string>) => fetch(`${url}${path}`, { headers });
  const text = async (path: string, headers: Record<string, string>) => (await get(path, headers)).text();
  const json = async (path: string, headers: Record<string, string>): Promise<unknown> =>
    (await get(path, headers)).json();
  const send = (path: string) => fetch(`${url}${path}`, { method: 'POST', headers: key, body: '{"a":1}' });

  it('shows a browser the console on every address of a screen', async () => {
    for (const path of ['/', '/alerts', '/settings', '/login', '/alerts/1', '/events', '/logs'])
      expect([path, await text(path, BROWSER)]).toEqual([path, PAGE]);
  });

  it('shows everybody the console at its root, and its files', async () => {
    expect(await text('/', { accept: '*/*' })).toBe(PAGE);
    expect(await text('/main-ABCD1234.js', { accept: '*/*' })).toBe('script');
  });

  it("answers a shipper's questions on the same addresses", async () => {
    for (const headers of [key, { 'x-api-key': 'any:key' }, { 'x-client-verify': 'SUCCESS' }]) {
      expect(await json('/', headers)).toMatchObject({ tagline: 'You Know, for Search' });
      expect(await json('/alerts', headers)).toHaveProperty('alerts.mappings');
    }
    expect(await json('/_license', {})).toHaveProperty('license.status', 'active');
  });

  it('leaves to the API and to supervisors what is theirs, whatever credentials come with it', async () => {
    expect(await json('/api/session', key)).toMatchObject({ code: 'session.required' });
    for (const path of ['/api', '/api/_x']) expect(await json(path, key)).toMatchObject({ code: 'route.not_found' });
    for (const path of ['/healthz', '/readyz', '/metrics', '/status', '/test'])
      for (const headers of [key, BROWSER]) expect([path, (await get(path, headers)).status]).toEqual([path, 200]);
  });

  it('takes events', async () => {
    expect((await send('/events')).status).toBe(200);
    expect((await send('/_bulk')).status).toBe(200);
    expect((await send('/logs/_doc')).status).toBe(201);
    expect((await get('/events', { accept: '*/*' })).status).toBe(405);
  });

  it('takes events from a client that offers to go on in HTTP/2', async () => {
    const offer = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
    const sent = request(`${url}/events`, { method: 'POST', headers: { ...key, ...offer } }).end('{"a":1}');
    const [reply] = (await once(sent, 'response')) as [IncomingMessage];
    expect(reply.resume().statusCode).toBe(200);
  });
});
