import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';

import {
  listEntryPageSchema,
  listImportReportSchema,
  listListSchema,
  listSchema,
  type ListEntryPage,
} from '@tocsin/api-contract';
import { ListEntryEntity } from '@tocsin/database';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';
import { ListHousekeeping } from './list-housekeeping';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function aList(name: string, kind: string, more: object = {}): Promise<string> {
  const answer = await mara.post('/api/lists', { name, kind, ...more });
  expect(answer.status).toBe(201);
  return `/api/lists/${name}`;
}

async function entriesOf(list: string, query = ''): Promise<ListEntryPage> {
  return listEntryPageSchema.parse((await mara.get(`${list}/entries${query}`)).body);
}

const values = async (list: string, query = '') =>
  (await entriesOf(list, query)).entries.map(({ value }) => value).sort();

async function send(list: string, query: string, body: string, headers: Record<string, string> = {}) {
  const answer = await mara.send('POST', `${list}/import?${query}`, { headers, body });
  expect([answer.status, answer.body]).toMatchObject([200, {}]);
  return listImportReportSchema.parse(answer.body);
}

describe('lists', () => {
  it('are of a kind, and only watchlists raise signals unless it is said', async () => {
    await aList('attackers', 'watchlist');
    await aList('board', 'vip', { description: 'key staff' });
    await aList('quiet', 'watchlist', { signalLevel: null });
    const { lists } = listListSchema.parse((await mara.get('/api/lists')).body);
    expect(lists.map(({ name, signalLevel }) => [name, signalLevel])).toEqual([
      ['attackers', 'high'],
      ['board', null],
      ['quiet', null],
    ]);
    expect(listListSchema.parse((await mara.get('/api/lists?kind=vip')).body).lists).toHaveLength(1);
    expect((await mara.post('/api/lists', { name: 'board', kind: 'asset' })).body).toMatchObject({
      code: 'list.exists',
    });
    expect((await mara.get('/api/lists/none')).body).toMatchObject({ status: 404, code: 'list.not_found' });
  });

  it('are changed as they were seen, and the change is told', async () => {
    const path = await aList('changing', 'watchlist');
    const changed = await mara.patch(path, { version: 1, signalLevel: 'low', validDays: 30 });
    expect(listSchema.parse(changed.body)).toMatchObject({ signalLevel: 'low', validDays: 30, version: 2 });
    const late = await mara.patch(path, { version: 1, description: 'mine' });
    expect([late.status, late.body]).toMatchObject([409, { code: 'list.changed', current: { signalLevel: 'low' } }]);
    expect(api.bus.announced).toContainEqual({ topic: 'list.changed', fact: { name: 'changing' } });
  });

  it('leave their name to another when they are removed', async () => {
    const path = await aList('passing', 'asset');
    await mara.post(`${path}/entries`, { value: '192.0.2.1', facts: { owner: 'ops' } });
    expect((await mara.delete(path)).status).toBe(204);
    expect((await mara.get(path)).status).toBe(404);
    await aList('passing', 'vip');
    expect((await entriesOf(path)).total).toBe(0);
  });
});

describe('entries', () => {
  it('hold what their kind of list says, and stand for all the values given', async () => {
    const path = await aList('people', 'identity');
    const facts = { person: 'E1017', name: 'Ada Verne', account: 'averne' };
    const values = ['averne', { kind: 'regex', value: '^averne-[a-z]+$' }, 'ADA@example.com'];
    const answer = await mara.post(`${path}/entries`, { values, facts });
    expect([answer.status, answer.body]).toMatchObject([201, { entries: [{ facts }, { facts }, { facts }] }]);
    const again = await mara.post(`${path}/entries`, { value: 'ada@EXAMPLE.com', facts });
    expect([again.status, again.body]).toMatchObject([409, { code: 'list.entry_exists' }]);
  });

  it('are refused with every reason, and the place in a pattern', async () => {
    const path = await aList('strict', 'watchlist');
    const broken = await mara.post(`${path}/entries`, { kind: 'regex', value: 'evil(a', facts: { reson: 'x' } });
    expect([broken.status, broken.body]).toMatchObject([
      400,
      {
        code: 'request.invalid',
        position: 6,
        issues: expect.arrayContaining([
          expect.objectContaining({ path: 'facts.reason' }),
          expect.objectContaining({ path: 'value', message: expect.stringContaining('character 6') as string }),
        ]) as object[],
      },
    ]);
    const bare = await mara.post(`${path}/entries`, { facts: { reason: 'x' } });
    expect([bare.status, bare.body]).toMatchObject([400, { code: 'request.invalid' }]);
  });

  it('are searched, paged and removed by what they say', async () => {
    const path = await aList('searched', 'watchlist');
    const past = '2026-01-01T00:00:00Z';
    const given = [
      { value: 'evil.example', facts: { reason: 'Phishing' } },
      { value: '203.0.113.0/24', facts: { reason: 'scanner' } },
      { value: '203.0.113.7', facts: { reason: 'scanner' }, expiresAt: past },
    ];
    for (const entry of given) expect((await mara.post(`${path}/entries`, entry)).status).toBe(201);
    expect(await values(path, '?q=PHISH')).toEqual(['evil.example']);
    expect(await values(path, '?q=203.0.113&kind=cidr')).toEqual(['203.0.113.0/24']);
    expect(await values(path, '?state=expired')).toEqual(['203.0.113.7']);
    expect(listSchema.parse((await mara.get(path)).body)).toMatchObject({ entries: 2, expired: 1 });
    const first = await entriesOf(path, '?limit=2');
    const second = await entriesOf(path, `?limit=2&cursor=${first.nextCursor}`);
    expect([first.total, first.entries.length, second.entries.length]).toEqual([3, 2, 1]);
    expect((await mara.delete(`${path}/entries`)).status).toBe(400);
    expect((await mara.delete(`${path}/entries?q=scanner`)).body).toEqual({ removed: 2 });
    expect(await values(path)).toEqual(['evil.example']);
  });

  it('come back when they are added again', async () => {
    const path = await aList('again', 'watchlist');
    const entry = { value: 'eve', facts: { reason: 'first' } };
    await mara.post(`${path}/entries`, entry);
    const [one] = (await entriesOf(path)).entries;
    expect((await mara.delete(`${path}/entries/${one?.id}`)).status).toBe(204);
    expect((await mara.delete(`${path}/entries/${one?.id}`)).status).toBe(404);
    expect((await mara.post(`${path}/entries`, { ...entry, facts: { reason: 'second' } })).status).toBe(201);
    expect((await entriesOf(path)).entries).toMatchObject([{ facts: { reason: 'second' } }]);
  });
});

describe('imports', () => {
  it('of NDJSON take what they can and say what they cannot, line by line', async () => {
    const path = await aList('ndjson', 'watchlist');
    const body = [
      '{"value":"192.0.2.1","facts":{"reason":"a"}}',
      '',
      'not json',
      '{"value":"192.0.2.2"}',
      '{"kind":"regex","value":"(?<=x)evil","facts":{"reason":"b"}}',
      '{"value":"192.0.2.0/24","facts":{"reason":"c"}}',
    ].join('\n');
    const report = await send(path, 'format=ndjson', body);
    expect(report).toMatchObject({ added: 2, refused: 3, isComplete: true });
    expect(report.problems.map(({ line, reason }) => [line, reason.slice(0, 30)])).toEqual([
      [3, 'it is not JSON'],
      [4, 'facts.reason: must be given'],
      [5, 'value: the regular expression '],
    ]);
    expect(await send(path, 'format=ndjson', body)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  });

  it('do not write what says nothing new, so that no worker hears of it', async () => {
    const path = await aList('unchanged', 'watchlist');
    const body = '{"value":"eve","facts":{"reason":"a"}}\n{"value":"bob","facts":{"reason":"a"}}\n';
    await send(path, 'format=ndjson', body);
    const revision = () => api.dataSource.getRepository(ListEntryEntity).maximum('revision' as never);
    const before = await revision();
    await send(path, 'format=ndjson&mode=replace', body);
    expect(await revision()).toBe(before);
  });

  it('of CSV map columns, take constant facts, and read what spreadsheets write', async () => {
    const path = await aList('csv', 'watchlist');
    const body =
      '\uFEFF# a remark\r\nindicator,comment,until\r\n192.0.2.1,"seen, ""twice""\nat night",2030-01-01 10:00:00\r\nEve,,\r\n';
    const columns = 'columns=value:indicator,reference:comment,expiresAt:until';
    const facts = `facts=${encodeURIComponent('{"reason":"from a sheet"}')}`;
    const report = await send(path, `format=csv&${columns}&${facts}`, body);
    expect(report).toMatchObject({
      added: 1,
      refused: 1,
      problems: [{ line: 3, reason: expect.stringContaining('reference') as string }],
    });
    const clean = body.replace('\nat night', '');
    expect(await send(path, `format=csv&${columns}&${facts}`, clean)).toMatchObject({ added: 1, unchanged: 1 });
    expect((await entriesOf(path, '?q=192.0.2.1')).entries).toMatchObject([
      { expiresAt: '2030-01-01T10:00:00.000Z', facts: { reason: 'from a sheet', reference: 'seen, "twice"' } },
    ]);
    const wrong = await mara.send('POST', `${path}/import?format=csv&columns=value:nothing`, { headers: {}, body });
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'list.columns' }]);
  });

  it('take all accounts of a person from one row', async () => {
    const path = await aList('staff', 'vip');
    const body = 'values;name;role\n'.replaceAll(';', ',') + 'ada;ada@example.com,Ada Verne,CFO\n';
    expect(await send(path, 'format=csv', body)).toMatchObject({ added: 2, refused: 0 });
    expect(await values(path)).toEqual(['ada', 'ada@example.com']);
  });

  it('replace what is there, but only when all could be read', async () => {
    const path = await aList('replaced', 'asset');
    const line = (value: string) => JSON.stringify({ value, facts: { owner: 'ops' } });
    await send(path, 'format=ndjson', ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map(line).join('\n'));
    const partly = await send(path, 'format=ndjson&mode=replace', `${line('192.0.2.1')}\nbroken`);
    expect(partly).toMatchObject({ removed: 0, isComplete: false });
    expect(await values(path)).toHaveLength(3);
    const whole = await send(path, 'format=ndjson&mode=replace', [line('192.0.2.1'), line('192.0.2.9')].join('\n'));
    expect(whole).toMatchObject({ added: 1, unchanged: 1, removed: 2, isComplete: true });
    expect(await values(path)).toEqual(['192.0.2.1', '192.0.2.9']);
  });

  it('come gzipped, too', async () => {
    const path = await aList('gzipped', 'watchlist');
    const body = gzipSync('{"value":"eve","facts":{"reason":"a"}}\n');
    const answer = await fetch(`${api.url}${path}/import?format=ndjson`, {
      method: 'POST',
      headers: {
        origin: api.url,
        cookie: mara.cookie ?? '',
        'content-encoding': 'gzip',
        'content-type': 'application/json',
      },
      body,
    });
    expect(await answer.json()).toMatchObject({ added: 1 });
  });

  it('remove nothing when the body breaks off', async () => {
    const path = await aList('broken', 'watchlist');
    await send(path, 'format=ndjson', '{"value":"eve","facts":{"reason":"a"}}');
    const answer = await fetch(`${api.url}${path}/import?format=ndjson&mode=replace`, {
      method: 'POST',
      headers: { origin: api.url, cookie: mara.cookie ?? '', 'content-encoding': 'gzip' },
      body: gzipSync('{"value":"bob","facts":{"reason":"a"}}\n').subarray(0, 30),
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'list.body' }]);
    expect(await values(path)).toContain('eve');
  });
});

describe('imports on their way', () => {
  it('are few, and the others are told when to come again', async () => {
    const path = await aList('busy', 'watchlist');
    const open = [1, 2].map(() => openImport(path, 'add', 1));
    const busy = await eventually(async () => {
      const answer = await mara.send('POST', `${path}/import?format=ndjson`, { headers: {}, body: '' });
      return answer.status === 429 ? answer : undefined;
    });
    expect([busy.body, busy.headers.get('retry-after')]).toMatchObject([{ code: 'list.imports_busy' }, '30']);
    for (const request of open) request.end();
    await eventually(async () => (await send(path, 'format=ndjson', '')).isComplete);
  });

  it('that replace a list leave alone what others add meanwhile', async () => {
    const path = await aList('meanwhile', 'watchlist');
    await send(path, 'format=ndjson', '{"value":"old","facts":{"reason":"a"}}');
    const request = openImport(path, 'replace', 2_000);
    await eventually(async () => (await entriesOf(path)).total === 2_001);
    await mara.post(`${path}/entries`, { value: 'by-hand', facts: { reason: 'b' } });
    request.end();
    await eventually(async () => (await values(path, '?q=old')).length === 0);
    expect(await values(path, '?q=by-hand')).toEqual(['by-hand']);
  });

  /** A request whose body has begun and does not end by itself. */
  function openImport(path: string, mode: string, lines: number) {
    const headers = { origin: api.url, cookie: mara.cookie ?? '' };
    const request = httpRequest(`${api.url}${path}/import?format=ndjson&mode=${mode}`, { method: 'POST', headers });
    request.on('response', (response) => response.resume());
    for (let n = 0; n < lines; n += 1) request.write(`{"value":"host-${n}","facts":{"reason":"a"}}\n`);
    return request;
  }
});

describe('feeds', () => {
  const indicator = (id: string, pattern: string, more: object = {}) => ({
    type: 'indicator',
    id: `indicator--${id}`,
    pattern_type: 'stix',
    pattern,
    valid_from: '2026-01-01T00:00:00Z',
    ...more,
  });
  const source = { type: 'identity', id: 'identity--1', name: 'CERT Example' };
  const amber = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';

  it('of STIX give their indicators with all that judges them, each once', async () => {
    const path = await aList('stix', 'threat_indicator');
    const objects = [
      source,
      indicator('1', "[ipv4-addr:value = '192.0.2.1']", {
        created_by_ref: 'identity--1',
        confidence: 40,
        object_marking_refs: [amber],
      }),
      indicator('2', "[ipv4-addr:value = '192.0.2.1']", { confidence: 90, valid_until: '2030-01-01T00:00:00Z' }),
      indicator('3', "[domain-name:value = 'evil.example' OR url:value = 'https://evil.example/a\\'b']"),
      indicator('4', "[file:hashes.'SHA-256' = 'AA' AND file:size = 7]"),
      indicator('5', "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"),
      indicator('6', "[ipv4-addr:value = '192.0.2.6']", { revoked: true }),
    ];
    const report = await send(path, 'format=stix', JSON.stringify({ type: 'bundle', objects }), {
      'content-type': 'application/json',
    });
    expect(report).toMatchObject({ added: 4, skipped: 1, refused: 1, problems: [{ line: 5 }] });
    expect(await values(path)).toEqual(['192.0.2.1', '198.51.100.0/24', 'evil.example', "https://evil.example/a'b"]);
    const types = (await entriesOf(path, '?q=evil.example')).entries.map(({ facts }) => facts['type']);
    expect(types.sort()).toEqual(['domain-name', 'url']);
    expect((await entriesOf(path, '?q=192.0.2.1')).entries).toMatchObject([
      {
        expiresAt: null,
        facts: { id: 'indicator--2', confidence: 90, tlp: 'amber', provider: 'CERT Example', type: 'ipv4-addr' },
      },
    ]);
  });

  it('that no longer name an indicator make it expire', async () => {
    const path = await aList('shrinking', 'threat_indicator');
    const bundle = (...addresses: string[]) =>
      JSON.stringify({
        type: 'bundle',
        objects: addresses.map((one) => indicator(one, `[ipv4-addr:value = '${one}']`)),
      });
    await send(path, 'format=stix&mode=replace', bundle('192.0.2.1', '192.0.2.2'));
    expect(await send(path, 'format=stix&mode=replace', bundle('192.0.2.2'))).toMatchObject({
      removed: 1,
      unchanged: 1,
    });
    expect([await values(path, '?state=live'), await values(path, '?state=expired')]).toEqual([
      ['192.0.2.2'],
      ['192.0.2.1'],
    ]);
    expect(await send(path, 'format=stix&mode=replace', bundle('192.0.2.1', '192.0.2.2'))).toMatchObject({
      updated: 1,
    });
    expect(await values(path, '?state=live')).toHaveLength(2);
  });

  it('of MISP give the attributes meant for detection', async () => {
    const path = await aList('misp', 'threat_indicator', { validDays: 30 });
    const attribute = (type: string, value: string, more: object = {}) => ({
      type,
      value,
      to_ids: true,
      uuid: `u-${value}`,
      ...more,
    });
    const event = {
      info: 'Phishing wave',
      Orgc: { name: 'CERT Example' },
      Tag: [{ name: 'tlp:green' }],
      Attribute: [
        attribute('ip-dst|port', '192.0.2.1|443', { timestamp: '1764000000' }),
        attribute('domain', 'evil.example'),
        attribute('filename|sha256', `a.exe|${'a'.repeat(64)}`),
        attribute('comment', 'read this', { to_ids: false }),
        attribute('btc', '1abc'),
      ],
      Object: [{ Attribute: [attribute('url', 'https://evil.example/x')] }],
    };
    const report = await send(path, 'format=misp', JSON.stringify({ Event: event }));
    expect(report).toMatchObject({ added: 4, skipped: 1, refused: 1 });
    expect(await values(path)).toEqual(['192.0.2.1', 'a'.repeat(64), 'evil.example', 'https://evil.example/x']);
    const [address] = (await entriesOf(path, '?q=192.0.2.1')).entries;
    expect(address).toMatchObject({
      facts: {
        description: 'Phishing wave',
        provider: 'CERT Example',
        tlp: 'green',
        modifiedAt: '2025-11-24T16:00:00.000Z',
      },
    });
    expect(address?.expiresAt).toMatch(/T00:00:00.000Z$/);
    expect(await send(path, 'format=misp', JSON.stringify({ Event: event }))).toMatchObject({
      updated: 0,
      unchanged: 4,
    });
  });

  it('are refused where they make no sense', async () => {
    const path = await aList('nofeed', 'vip');
    const refused = await mara.send('POST', `${path}/import?format=stix`, { headers: {}, body: '{}' });
    expect([refused.status, refused.body]).toMatchObject([400, { code: 'list.format' }]);
    const empty = await mara.send('POST', '/api/lists/misp/import?format=misp', { headers: {}, body: '[1]' });
    expect([empty.status, empty.body]).toMatchObject([400, { code: 'list.document' }]);
  });
});

describe(ListHousekeeping.name, () => {
  it('deletes what has been over for long, and nothing else', async () => {
    const path = await aList('tidy', 'watchlist');
    for (const value of ['kept', 'removed', 'expired'])
      await mara.post(`${path}/entries`, { value, facts: { reason: 'x' } });
    const long = `now() - interval '40 days'`;
    await api.dataSource.query(`UPDATE list_entry SET removed_at = ${long} WHERE key = 'removed'`);
    await api.dataSource.query(`UPDATE list_entry SET expires_at = ${long} WHERE key = 'expired'`);
    await api.app.get(ListHousekeeping, { strict: false }).tidy();
    const rows = await api.dataSource.query<{ key: string }[]>(
      `SELECT key FROM list_entry WHERE key IN ('kept', 'removed', 'expired')`,
    );
    expect(rows).toEqual([{ key: 'kept' }]);
  });
});
