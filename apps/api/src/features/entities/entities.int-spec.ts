import { entityPageSchema, entitySchema, type EntityPage } from '@tocsin/api-contract';
import { LastSeenEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const DAY_MS = 86_400_000;
const HOSTILE = `a/b?c#d%2F"\\'[]<b>${'\u202e'}ü`;

let api: TestApi;
let mara: Browser;
let now: number;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  now = Date.now();
  await api.dataSource.query(
    `INSERT INTO last_seen (list, key, first_seen, last_seen, count, last_event_id, revision)
       SELECT 'assets', '["host-' || n || '"]', now() - n * interval '1 second', now() - n * interval '1 second', n, 'e', n
         FROM generate_series(1, 20000) n`,
  );
  await api.dataSource.query('ANALYZE last_seen');
  await seen('attackers', '203.0.113.7', 1);
  await seen('employees', HOSTILE, 2);
});
afterAll(() => api.close());

async function seen(list: string, value: string, days: number): Promise<void> {
  const at = new Date(now - days * DAY_MS);
  const row = { list, key: JSON.stringify([value.toLowerCase()]), firstSeen: at, lastSeen: at };
  await api.dataSource.getRepository(LastSeenEntity).insert({ ...row, count: '7', lastEventId: 'e-7', revision: '1' });
}

const anAlert = (entityValue: string, patch: Parameters<typeof insertAlert>[1] = {}) =>
  insertAlert(api.dataSource, { entityValue, groupKey: entityValue, ...patch });

async function page(query: string): Promise<EntityPage> {
  const { status, body } = await mara.get(`/api/entities?${query}`);
  expect([status, body]).toMatchObject([200, {}]);
  return entityPageSchema.parse(body);
}

const entity = async (kind: string, key: string) => {
  const { status, body } = await mara.get(`/api/entities/${kind}/${encodeURIComponent(key)}`);
  expect([status, body]).toMatchObject([200, {}]);
  return entitySchema.parse(body);
};

describe('the list of entities', () => {
  it('pages through what was seen, each once, newest first', async () => {
    const first = await page('kind=asset&limit=3');
    expect(first.entities.map(({ key }) => key)).toEqual(['host-1', 'host-2', 'host-3']);
    expect([first.total, first.isTotalExact]).toEqual([10_000, false]);
    const second = await page(`kind=asset&limit=3&cursor=${first.nextCursor}`);
    expect(second.entities.map(({ key }) => key)).toEqual(['host-4', 'host-5', 'host-6']);
  });

  it('finds by how names begin, whatever their case, and nothing else', async () => {
    expect((await page('kind=asset&q=HOST-1999')).total).toBe(11);
    expect((await page('kind=asset&q=%25')).total).toBe(0);
    expect((await page('kind=identity')).entities[0]?.key).toBe(HOSTILE.toLowerCase());
  });

  it('shows the riskiest first, with what their risk is made of', async () => {
    await anAlert('HOST-500', { severity: 'critical', entityField: 'host.name' });
    await anAlert('host-501', { severity: 'low', entityField: 'host.name' });
    await anAlert('host-502', {
      severity: 'critical',
      status: 'resolved',
      verdict: 'benign',
      entityField: 'host.name',
    });
    const { entities, total } = await page('kind=asset&sort=risk');
    expect(entities.map(({ key, risk, openAlerts }) => [key, risk, openAlerts])).toEqual([
      ['host-500', 40, 1],
      ['host-501', 3, 1],
    ]);
    expect(total).toBe(2);
    expect((await page('kind=asset&q=host-500')).entities[0]).toMatchObject({ key: 'host-500', risk: 40 });
  });

  it.each(['', 'kind=other', 'kind=asset&sort=name', 'kind=asset&q=%00', 'kind=asset&cursor=x', 'kind=asset&limit=0'])(
    'refuses %s',
    async (query) => {
      expect((await mara.get(`/api/entities?${query}`)).status).toBe(400);
    },
  );
});

describe('an entity', () => {
  it('is told with its alerts, its lists, and a risk that explains itself', async () => {
    const week = new Date(now - 7 * DAY_MS + 600_000);
    await anAlert('203.0.113.7', { severity: 'high', lastAt: week });
    await anAlert('203.0.113.7', { severity: 'high', status: 'resolved', verdict: 'benign' });
    const facts = { reason: 'sprays us' };
    await mara.post('/api/lists', { name: 'suspects', kind: 'watchlist' });
    await mara.post('/api/lists/suspects/entries', { value: '203.0.113.0/24', facts });
    const found = await entity('attacker', '203.0.113.7');
    expect(found.alerts).toMatchObject({ open: 1, total: 2 });
    expect(found.lists).toEqual([{ list: 'suspects', kind: 'watchlist', value: '203.0.113.0/24', facts }]);
    expect(found.risk.score).toBe(23);
    expect(found.risk.parts.map(({ points }) => points)).toEqual([12.5, 10]);
    expect(found.seen).toMatchObject({ count: 7, source: null });
    expect((await page('kind=attacker')).entities[0]).toMatchObject({ risk: 23, lists: [{ list: 'suspects' }] });
  });

  it('says who sent its last event', async () => {
    const at = new Date(now).toISOString();
    const event = { '@timestamp': at, message: 'x', 'event.ingested': at, 'tocsin.source': 'edge' };
    await api.store.append([{ id: 'e-7', day: at.slice(0, 10), event }] as never);
    expect((await entity('attacker', '203.0.113.7')).seen?.source).toBe('edge');
  });

  it('that was never seen is an answer, too', async () => {
    expect(await entity('asset', 'nobody')).toMatchObject({
      ...{ seen: null, keptDays: 400, alerts: { open: 0, total: 0, newest: [] }, lists: [] },
      risk: { score: 0, parts: [], lowers: [] },
    });
  });

  it.each([HOSTILE, '%', '..%2f', '/', "'; DROP TABLE alert; --", '\u{1f4a3}'.repeat(100)])(
    'may be called anything: %s',
    async (key) => {
      const found = await entity('identity', key);
      expect(found.key).toBe(key.toLowerCase());
      expect((await mara.get(`/api/events?q=${encodeURIComponent(found.q)}`)).status).toBe(200);
      if (key === HOSTILE) expect(found.seen).not.toBeNull();
    },
  );

  it.each([
    ['x'.repeat(257), 400],
    ['a\u0000b', 400],
    ['x'.repeat(1_000_000), 431],
  ])('has a name of some length: case %#', async (key, status) => {
    expect((await mara.get(`/api/entities/asset/${encodeURIComponent(key)}`)).status).toBe(status);
  });
});
