import { entryHitsSchema, listHitsSchema, listMatchesSchema, type ListEntry } from '@tocsin/api-contract';
import { parseQuery } from '@tocsin/query';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';
import { entryQuery } from './entry-query';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function aList(name: string, kind: string, ...entries: object[]): Promise<ListEntry[]> {
  expect((await mara.post('/api/lists', { name, kind })).status).toBe(201);
  const made: ListEntry[] = [];
  for (const entry of entries) {
    const { status, body } = await mara.post(`/api/lists/${name}/entries`, entry);
    expect([status, body]).toMatchObject([201, {}]);
    made.push(...(body as { entries: ListEntry[] }).entries);
  }
  return made;
}

const matches = async (value: string) =>
  listMatchesSchema.parse((await mara.get(`/api/lists/match?value=${encodeURIComponent(value)}`)).body);

describe('/api/lists/match', () => {
  beforeAll(async () => {
    const facts = { reason: 'seen before', reference: 'INC-1' };
    await aList(
      'suspects',
      'watchlist',
      ...[
        { value: '203.0.113.0/24', facts },
        { value: '*.evil.example', facts },
        { value: 'mallory', facts },
      ],
      ...[
        { value: '^evil-[0-9]+', kind: 'regex', facts },
        { value: '203.0.113.9', expiresAt: '2020-01-01T00:00:00Z', facts },
      ],
    );
    await aList('blocked', 'block', { value: '203.0.113.7', facts });
    await aList('keep', 'allow', { value: '192.0.2.53', facts });
  });

  it.each([
    ['203.0.113.7', ['blocked 203.0.113.7 live', 'suspects 203.0.113.0/24 live']],
    ['::ffff:203.0.113.9', ['suspects 203.0.113.0/24 live', 'suspects 203.0.113.9 expired']],
    ['203.0.113.64/26', ['suspects 203.0.113.0/24 live']],
    ['A.B.EVIL.example.', ['suspects *.evil.example live']],
    ['MALLORY', ['suspects mallory live']],
    ['evil-12.example', ['suspects ^evil-[0-9]+ live']],
    ['198.51.100.1', []],
    ['%', []],
    [`${'x.'.repeat(1_000)}y`, []],
  ])('says what %s meets', async (value, expected) => {
    const { matches: found } = await matches(value);
    expect(found.map(({ list, entry, state }) => `${list} ${entry.value} ${state}`)).toEqual(expected);
  });

  it('says what guards a value', async () => {
    expect((await matches('192.0.2.0/24')).guardedBy).toBe('192.0.2.53');
    expect((await matches('192.0.2.54')).guardedBy).toBeNull();
  });

  it.each(['', `value=${'x'.repeat(3_000)}`, 'value=%00', 'value=a&value=b'])('refuses %s', async (query) => {
    expect((await mara.get(`/api/lists/match?${query}`)).status).toBe(400);
  });
});

describe('what a watchlist met', () => {
  it('is counted by list and by entry, with the alerts, and with what had passed before', async () => {
    const facts = { reason: 'sprays us' };
    const [network, host] = await aList(
      'watched',
      'watchlist',
      { value: '198.51.100.0/24', facts },
      { value: 'Evil.example', facts },
    );
    const now = Date.now();
    const at = (days: number) => new Date(now - days * 86_400_000).toISOString();
    const event = (id: string, days: number, more: object) => ({
      id,
      day: at(days).slice(0, 10),
      event: { '@timestamp': at(days), message: id, 'event.ingested': at(days), ...more },
    });
    const hit = { 'tocsin.watchlist': ['watched', 'other'], 'tocsin.watchlist_term': ['198.51.100.0/24', 'x'] };
    await api.store.append([
      event('hit', 1, { 'source.ip': '198.51.100.61', ...hit }),
      event('hit too', 2, { 'source.ip': '198.51.100.62', ...hit }),
      event('older', 60, { 'destination.ip': '198.51.100.9' }),
      event('too old', 100, { 'destination.ip': '198.51.100.9' }),
      event('elsewhere', 1, { 'source.ip': '192.0.2.1', 'tocsin.watchlist': ['other'] }),
    ] as never);
    const alert = { entityField: 'tocsin.list_hit.term', entityValue: '198.51.100.0/24', groupKey: 'x' };
    await insertAlert(api.dataSource, alert);

    const list = listHitsSchema.parse((await mara.get('/api/lists/watched/hits')).body);
    expect(list.hits.total).toBe(2);
    expect(list.entries).toEqual([
      {
        id: network?.id,
        value: '198.51.100.0/24',
        events: 2,
        last: at(1),
      },
    ]);
    expect(list.alerts).toMatchObject({ total: 1, newest: [{ status: 'new' }] });

    const entry = entryHitsSchema.parse((await mara.get(`/api/lists/watched/entries/${network?.id}/hits`)).body);
    expect(entry.hits.newest.map(({ id }) => id)).toEqual(['hit', 'hit too']);
    expect(entry.older.newest.map(({ id }) => id)).toEqual(['older']);
    expect(entry.alerts.total).toBe(1);
    const again = await mara.get(
      `/api/events?q=${encodeURIComponent(entry.older.q)}&from=${entry.from}&to=${entry.to}`,
    );
    expect(again.body).toMatchObject({ total: 1 });
    const none = entryHitsSchema.parse((await mara.get(`/api/lists/watched/entries/${host?.id}/hits`)).body);
    expect([none.hits.total, none.older.total, none.alerts.total]).toEqual([0, 0, 0]);
  });
});

describe(entryQuery.name, () => {
  it.each([
    ['exact', '203.0.113.7'],
    ['exact', '2001:db8::1'],
    ['exact', 'a "quoted\\" name'],
    ['cidr', '2001:db8::/32'],
    ['domain', 'b-ücher_x.example'],
    ['regex', '^/a/b\\.[0-9]+'],
  ] as const)('of %s %s is understood', (kind, key) => {
    expect(() => parseQuery(entryQuery(kind, key), new Date())).not.toThrow();
  });
});
