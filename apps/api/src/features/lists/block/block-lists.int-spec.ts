import {
  blockExportListSchema,
  blockFetchListSchema,
  createdBlockExportSchema,
  listSchema,
  type BlockExportList,
} from '@tocsin/api-contract';
import { AccountEntity, BlockExportEntity, ListEntryEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const WHY = { reason: 'scans us', reference: 'INC-2026-0031' };
const IN_A_DAY = new Date(Date.now() + 86_400_000).toISOString();

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({
    databaseUrl: await testPostgresUrl(),
    api: { blockListLines: 50, blockListFetchesPerMinute: 1_000 },
  });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function aList(name: string, kind = 'block'): Promise<string> {
  expect((await mara.post('/api/lists', { name, kind })).status).toBe(201);
  return `/api/lists/${name}`;
}

const block = (list: string, value: string, more: object = {}) =>
  mara.post(`${list}/entries`, { value, facts: WHY, expiresAt: IN_A_DAY, ...more });

async function blocked(list: string, ...values: string[]): Promise<void> {
  for (const value of values) expect([value, (await block(list, value)).status]).toEqual([value, 201]);
}

async function anExport(list: string, holds = 'addresses'): Promise<{ id: string; path: string }> {
  const answer = await mara.post(`${list}/exports`, { name: 'edge-fw-1', holds });
  const { export: made, path } = createdBlockExportSchema.parse(answer.body);
  return { id: made.id, path };
}

/** As a firewall does: without a session, and from no page. */
async function fetched(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(api.url + path, { headers: { 'user-agent': 'edge-fw/9.1', ...headers } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const exportsOf = async (list: string): Promise<BlockExportList> =>
  blockExportListSchema.parse((await mara.get(`${list}/exports`)).body);

describe('a block list', () => {
  it('always ends what it blocks, and asks why and where more is told', async () => {
    const list = await aList('ends');
    expect(listSchema.parse((await mara.get(list)).body).validDays).toBe(30);
    expect((await mara.post(`${list}/entries`, { value: '203.0.113.1', facts: WHY })).body).toMatchObject({
      entries: [{ expiresAt: expect.any(String) as string }],
    });
    expect((await mara.patch(list, { version: 1, validDays: null })).body).toMatchObject({ code: 'list.needs_end' });
    const bare = await mara.post(`${list}/entries`, { value: '203.0.113.2', facts: { reason: 'x' } });
    expect([bare.status, bare.body]).toMatchObject([400, { issues: [{ path: 'facts.reference' }] }]);
  });

  it.each(['^evil', '0.0.0.0/0', 'com', 'mallory', 'http://evil.example/x'])('does not take %s', async (value) => {
    const name = `takes-${Buffer.from(value).toString('hex').slice(0, 40)}`;
    const kind = value.startsWith('^') ? { kind: 'regex' } : {};
    const { status, body } = await block(await aList(name), value, kind);
    expect([status, body]).toMatchObject([400, { code: 'request.invalid' }]);
  });

  it('is only changed by those who may block', async () => {
    const list = await aList('mine');
    await api.dataSource
      .getRepository(AccountEntity)
      .insert({ ...(await aViewer()), username: 'vera', displayName: 'Vera' });
    const vera = await api.signedIn('vera');
    expect((await vera.post(`${list}/exports`, { name: 'x', holds: 'domains' })).status).toBe(403);
    expect((await vera.get(`${list}/exports`)).status).toBe(200);
  });
});

/** The first account's row, but that it may only look. */
async function aViewer(): Promise<AccountEntity> {
  const row = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'mara' });
  return { ...row, id: '5c1f2c0e-7a3d-4a51-9f0c-1b6f0e6f6f10', roles: ['viewer'] };
}

describe('what a firewall fetches', () => {
  it('is one network a line, the fewest, in order', async () => {
    const list = await aList('edge');
    const values = [
      '203.0.113.7',
      '198.51.100.0/25',
      '198.51.100.128/25',
      '198.51.100.9',
      '2001:db8::5',
      'evil.example',
    ];
    await blocked(list, ...values);
    const { path } = await anExport(list);
    const answer = await fetched(path);
    expect([answer.status, answer.body]).toEqual([200, '198.51.100.0/24\n203.0.113.7/32\n2001:db8::5/128\n']);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect((await fetched((await anExport(list, 'domains')).path)).body).toBe('evil.example\n');
  });

  it('is empty, and not missing, when nothing is blocked', async () => {
    const { path } = await anExport(await aList('nothing'));
    expect(await fetched(path)).toMatchObject({ status: 200, body: '' });
  });

  it('is not sent again while it is the same, and never holds what is over', async () => {
    const list = await aList('ending');
    await blocked(list, '203.0.113.7', '203.0.113.9');
    const { path } = await anExport(list);
    const first = await fetched(path);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetched(path, { 'if-none-match': `"x", W/${etag}` });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(again.headers.get('last-modified')).toBe(first.headers.get('last-modified'));
    const over = { expiresAt: new Date() };
    await api.dataSource.getRepository(ListEntryEntity).update({ value: '203.0.113.7', facts: WHY }, over);
    const later = await fetched(path, { 'if-none-match': etag });
    expect([later.status, later.body]).toEqual([200, '203.0.113.9/32\n']);
    expect((await fetched(path, { 'if-modified-since': new Date().toUTCString() })).status).toBe(200);
  });

  it('holds the newest when there are too many', async () => {
    const list = await aList('many');
    const lines = Array.from({ length: 60 }, (_, n) => `10.9.${n}.1,scans us,INC-1`);
    const csv = ['value,reason,reference', ...lines].join('\n');
    await mara.send('POST', `${list}/import?format=csv`, { headers: { 'content-type': 'text/csv' }, body: csv });
    const { path } = await anExport(list);
    await blocked(list, '203.0.113.77');
    const { body } = await fetched(path);
    expect(body.split('\n')).toHaveLength(51);
    expect(body).toContain('203.0.113.77/32');
    expect((await exportsOf(list)).served.addresses).toEqual({ lines: 50, guarded: 0, leftOut: 11 });
  });

  it('is only for who has an address that holds', async () => {
    const list = await aList('secret');
    await blocked(list, '203.0.113.7');
    const { id, path } = await anExport(list);
    const renewed = createdBlockExportSchema.parse((await mara.post(`${list}/exports/${id}/renew`)).body);
    expect((await fetched(renewed.path)).status).toBe(200);
    const old = await fetched(path);
    expect((await mara.delete(`${list}/exports/${id}`)).status).toBe(204);
    const answers = [
      old,
      await fetched(renewed.path),
      await fetched('/lists/never.txt'),
      await fetched('/lists/%00.txt'),
    ];
    const told = answers.map(({ status, body }) => [status, { ...(JSON.parse(body) as object), requestId: '' }]);
    expect(told[0]).toMatchObject([404, { code: 'list.no_export' }]);
    for (const one of told) expect(one).toEqual(told[0]);
    const kept = await api.dataSource.getRepository(BlockExportEntity).findOneByOrFail({ id });
    expect(kept).toMatchObject({ tokenHash: null });
  });

  it('is gone with the list', async () => {
    const list = await aList('leaving');
    const { path } = await anExport(list);
    await mara.delete(list);
    expect((await fetched(path)).status).toBe(404);
  });

  it('is kept in mind: who, when, from where, the last hundred times', async () => {
    const list = await aList('watched');
    const { id, path } = await anExport(list);
    for (let n = 0; n < 103; n += 1) await fetched(path, { 'user-agent': `fw ${n} ${'x'.repeat(300)}` });
    const { fetches } = blockFetchListSchema.parse((await mara.get(`${list}/exports/${id}/fetches`)).body);
    expect(fetches).toHaveLength(100);
    expect(fetches[0]).toMatchObject({
      wasCurrent: false,
      lines: 0,
      address: expect.stringContaining('127.0.0.1') as string,
    });
    expect(fetches[0]?.agent).toMatch(/^fw 102 x{193}$/);
    expect((await exportsOf(list)).exports[0]?.lastFetch).toEqual(fetches[0]);
  });
});

describe('an allow list', () => {
  it('wins at entry, and says so', async () => {
    await mara.post(`${await aList('never', 'allow')}/entries`, {
      value: '192.0.2.53',
      facts: { reason: 'our resolver' },
    });
    await mara.post('/api/lists/never/entries', { value: '*.bank.example', facts: { reason: 'pays us' } });
    const list = await aList('guarded');
    for (const value of ['192.0.2.53', '192.0.2.0/24', 'bank.example', 'a.bank.example']) {
      const { status, body } = await block(list, value);
      expect([value, status, body]).toMatchObject([value, 409, { code: 'list.guarded' }]);
      expect((body as { detail: string }).detail).toContain('stands on an allow list');
    }
    const csv = 'value,reason,reference\n192.0.2.53,x,y\n192.0.2.54,x,y';
    const report = await mara.send('POST', `${list}/import?format=csv`, {
      headers: { 'content-type': 'text/csv' },
      body: csv,
    });
    expect(report.body).toMatchObject({ added: 1, refused: 1, problems: [{ line: 2 }] });
  });

  it.each([{ value: 'a b' }, { value: '10.0.0.1', kind: 'domain' }, { value: '^never', kind: 'regex' }])(
    'does not take %j, which would guard nothing',
    async (entry) => {
      const answer = await mara.post('/api/lists/never/entries', { ...entry, facts: { reason: 'x' } });
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'request.invalid' }]);
    },
  );

  it('wins over what was there before it', async () => {
    const list = await aList('before');
    await blocked(list, '198.18.0.0/24', '198.18.9.9');
    const { path } = await anExport(list);
    await mara.post(`${await aList('later', 'allow')}/entries`, { value: '198.18.0.1', facts: { reason: 'our own' } });
    expect((await fetched(path)).body).toBe('198.18.9.9/32\n');
    expect((await exportsOf(list)).served.addresses).toMatchObject({ guarded: 1 });
  });
});

it('asks an address that comes too often to wait', async () => {
  const strict = await TestApi.start({ databaseUrl: await testPostgresUrl(), api: { blockListFetchesPerMinute: 2 } });
  try {
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push(await fetch(`${strict.url}/lists/x.txt`));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await strict.close();
  }
});
