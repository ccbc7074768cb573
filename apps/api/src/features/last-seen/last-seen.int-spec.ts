import {
  lastSeenKeySchema,
  lastSeenListsAnswerSchema,
  lastSeenPageSchema,
  type LastSeenPage,
} from '@tocsin/api-contract';
import { LastSeenEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const at = (minute: number) => new Date(Date.parse('2026-11-20T10:00:00Z') + minute * 60_000);

describe('/api/last-seen', () => {
  let api: TestApi;
  let mara: Browser;

  beforeAll(async () => {
    api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
    mara = await api.setUp();
    const rows = Array.from({ length: 25 }, (_, n) => ({
      list: 'user_asn',
      key: JSON.stringify([`user-${n % 2 === 0 ? 'a' : 'b'}-${n}`, '64500']),
      firstSeen: at(n),
      lastSeen: at(100 - n),
      count: String(n * 10),
      lastEventId: `e${n}`,
      revision: String(n + 1),
    }));
    await api.dataSource
      .getRepository(LastSeenEntity)
      .insert([...rows, { ...rows[0]!, list: 'assets', key: '["web1"]' }]);
  });
  afterAll(() => api.close());

  const page = async (query: string): Promise<LastSeenPage> =>
    lastSeenPageSchema.parse((await mara.get(`/api/last-seen/user_asn?${query}`)).body);

  it('tells which lists there are', async () => {
    const { lists } = lastSeenListsAnswerSchema.parse((await mara.get('/api/last-seen')).body);
    expect(lists).toEqual([
      { name: 'assets', keys: 1, newest: at(0).toISOString() },
      { name: 'user_asn', keys: 25, newest: at(24).toISOString() },
    ]);
  });

  it.each([
    ['last_seen', 'user-a-0'],
    ['first_seen', 'user-a-24'],
    ['count', 'user-a-24'],
  ])('pages through all keys by %s, each once', async (sort, first) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: LastSeenPage = await page(`sort=${sort}&limit=7${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(next.total).toBe(25);
      seen.push(...next.keys.map(({ values }) => values[0]!));
      cursor = next.nextCursor;
    } while (cursor !== null);
    expect(seen[0]).toBe(first);
    expect(new Set(seen).size).toBe(25);
  });

  it('finds by beginning, whatever its case, and by what is new', async () => {
    expect((await page('prefix=USER-B&limit=500')).total).toBe(12);
    expect((await page(`newSince=${at(20).toISOString()}`)).total).toBe(5);
    expect((await page(`seenSince=${at(99).toISOString()}`)).total).toBe(2);
    expect((await page('prefix=%25')).total).toBe(0);
  });

  it('shows one key, and forgets it', async () => {
    const key = '/api/last-seen/user_asn/key?value=User-A-4&value=64500';
    expect(lastSeenKeySchema.parse((await mara.get(key)).body)).toMatchObject({
      values: ['user-a-4', '64500'],
      count: 40,
    });
    expect((await mara.delete(key)).status).toBe(204);
    const fact = { list: 'user_asn', key: JSON.stringify(['user-a-4', '64500']) };
    expect(api.bus.announced).toContainEqual({ topic: 'last-seen.forgotten', fact });
    expect((await mara.get(key)).status).toBe(404);
    expect((await mara.delete(key)).status).toBe(404);
  });

  it.each(['cursor=x', 'sort=name', 'limit=0', 'prefix=%00', 'unknown=1'])('refuses %s', async (query) => {
    expect((await mara.get(`/api/last-seen/user_asn?${query}`)).status).toBe(400);
  });

  it('is for who may', async () => {
    expect((await api.browser().get('/api/last-seen')).status).toBe(401);
  });
});
