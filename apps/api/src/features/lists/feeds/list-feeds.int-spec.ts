import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { listEntryPageSchema, listFeedSchema, type ListFeed } from '@tocsin/api-contract';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';
import { FeedFetcher } from './feed-fetcher';

let folder: string;
let api: TestApi;
let mara: Browser;
let server: Server;
const files = new Map<string, Buffer | string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin feeds '));
  api = await TestApi.start({ databaseUrl: await testPostgresUrl(), api: { feedFolder: folder } });
  mara = await api.setUp();
  server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const csv = (...addresses: string[]) => ['value', ...addresses, ''].join('\n');

async function aFeed(name: string, url: string): Promise<void> {
  await mara.post('/api/lists', { name, kind: 'threat_indicator' });
  expect((await put(name, { url, everyMinutes: 60, import: { format: 'csv' } })).status).toBe(200);
}

function put(name: string, settings: object) {
  const headers = { 'content-type': 'application/json' };
  return mara.send('PUT', `/api/lists/${name}/feed`, { headers, body: JSON.stringify(settings) });
}

const look = () => api.app.get(FeedFetcher, { strict: false }).look();
const makeDue = () => api.dataSource.query("UPDATE list_feed SET next_at = next_at - interval '2 hours'");

async function feedOf(name: string): Promise<ListFeed> {
  return listFeedSchema.parse((await mara.get(`/api/lists/${name}/feed`)).body);
}

async function live(name: string): Promise<string[]> {
  const { body } = await mara.get(`/api/lists/${name}/entries?state=live`);
  return listEntryPageSchema
    .parse(body)
    .entries.map(({ value }) => value)
    .sort();
}

describe('feeds', () => {
  it('are fetched when their time has come, and what they no longer name is over', async () => {
    files.set('/a.csv', csv('192.0.2.1', '192.0.2.2'));
    await aFeed('a', at('/a.csv'));
    await look();
    expect(await live('a')).toEqual(['192.0.2.1', '192.0.2.2']);
    files.set('/a.csv', csv('192.0.2.2', '192.0.2.3'));
    await look();
    expect(await live('a')).toEqual(['192.0.2.1', '192.0.2.2']);
    await makeDue();
    await look();
    expect(await live('a')).toEqual(['192.0.2.2', '192.0.2.3']);
    expect(await feedOf('a')).toMatchObject({ trouble: '', report: { added: 1, unchanged: 1, removed: 1 } });
  });

  it('that cannot be had leave what was there, and are seen to be in trouble', async () => {
    await makeDue();
    files.delete('/a.csv');
    await look();
    expect(await live('a')).toEqual(['192.0.2.2', '192.0.2.3']);
    expect((await feedOf('a')).trouble).toMatch(/answered 404/);
    const { body } = await api.browser().get('/readyz');
    expect(JSON.stringify(body)).toContain('List a could not be fetched');
  });

  it('come gzipped, and from files of the one folder', async () => {
    files.set('/b.csv.gz', gzipSync(csv('192.0.2.7')));
    writeFileSync(join(folder, 'c.csv'), csv('192.0.2.8'));
    await aFeed('b', at('/b.csv.gz'));
    await aFeed('c', `file://${encodeURI(join(folder, 'c.csv'))}`);
    await aFeed('d', 'file:///etc/passwd');
    await aFeed('e', `file://${encodeURI(folder)}/../../etc/passwd`);
    await look();
    expect([await live('b'), await live('c')]).toEqual([['192.0.2.7'], ['192.0.2.8']]);
    for (const name of ['d', 'e']) expect((await feedOf(name)).trouble).toMatch(/only from/);
  });

  it('are refused when they could not be read, and can be given up', async () => {
    await mara.post('/api/lists', { name: 'f', kind: 'threat_indicator' });
    const wrong = await put('f', { url: 'ftp://x.example/', everyMinutes: 1, import: { format: 'doc' } });
    expect(wrong.body).toMatchObject({
      code: 'request.invalid',
      issues: ['url', 'everyMinutes', 'import.format'].map((path) => ({ path })),
    });
    expect((await mara.delete('/api/lists/a/feed')).status).toBe(204);
    expect((await mara.get('/api/lists/a/feed')).body).toMatchObject({ status: 404, code: 'list.no_feed' });
    expect(await live('a')).toHaveLength(2);
  });
});
