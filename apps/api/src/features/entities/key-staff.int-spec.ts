import { keyStaffSchema, type KeyStaff } from '@tocsin/api-contract';
import { LastSeenEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  await mara.post('/api/lists', { name: 'board', kind: 'vip' });
  await add({ values: ['Ada', 'ada@example.com'], facts: { name: 'Ada Verne', role: 'CFO', contact: '+49 30 1' } });
  await add({ value: 'bo', facts: { name: 'Bo <b>Kline</b>' } });
  await add({ value: 'cy', facts: { name: 'Cy Gone' }, expiresAt: '2020-01-01T00:00:00Z' });
});
afterAll(() => api.close());

async function add(entry: object): Promise<void> {
  expect((await mara.post('/api/lists/board/entries', entry)).status).toBe(201);
}

const find = async (query = ''): Promise<KeyStaff> =>
  keyStaffSchema.parse((await mara.get(`/api/key-staff${query}`)).body);

describe('/api/key-staff', () => {
  it('tells people with all their accounts, what they are, and when they were seen', async () => {
    const at = new Date('2026-11-20T10:00:00Z');
    const row = {
      list: 'employees',
      key: '["ada"]',
      firstSeen: at,
      lastSeen: at,
      count: '1',
      lastEventId: 'e',
      revision: '1',
    };
    await api.dataSource.getRepository(LastSeenEntity).insert(row);
    await insertAlert(api.dataSource, { entityField: 'user.name', entityValue: 'ADA', groupKey: 'ada' });
    const { people, total } = await find();
    expect([total, people.map(({ name }) => name)]).toEqual([2, ['Ada Verne', 'Bo <b>Kline</b>']]);
    expect(people[0]).toMatchObject({ role: 'CFO', contact: '+49 30 1', openAlerts: 1, lastSeen: at.toISOString() });
    expect(people[0]?.accounts.map(({ value, openAlerts }) => [value, openAlerts])).toEqual([
      ['Ada', 1],
      ['ada@example.com', 0],
    ]);
  });

  it.each([
    ['EXAMPLE.com', 1],
    ['cfo', 1],
    ['kline', 1],
    ['gone', 0],
    ['%', 0],
  ])('finds by part of anything: %s', async (q, count) => {
    const { people } = await find(`?q=${encodeURIComponent(q)}`);
    expect(people).toHaveLength(count);
    if (q === 'EXAMPLE.com') expect(people[0]?.accounts).toHaveLength(2);
  });

  it.each(['?q=', `?q=${'x'.repeat(201)}`, '?q=%00', '?other=1'])('refuses %s', async (query) => {
    expect((await mara.get(`/api/key-staff${query}`)).status).toBe(400);
  });
});
