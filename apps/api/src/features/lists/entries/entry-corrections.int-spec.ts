import { listEntryPageSchema, listEntrySchema, type ListEntry } from '@tocsin/api-contract';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const FACTS = { reason: 'scans us', reference: 'INC-1' };

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function aList(name: string, kind = 'watchlist'): Promise<string> {
  expect((await mara.post('/api/lists', { name, kind })).status).toBe(201);
  return `/api/lists/${name}/entries`;
}

async function anEntry(entries: string, value: string, expiresAt: string | null = null): Promise<ListEntry> {
  const { body } = await mara.post(entries, { value, expiresAt, facts: FACTS });
  return (body as { entries: ListEntry[] }).entries[0]!;
}

const values = async (address: string) =>
  listEntryPageSchema.parse((await mara.get(address)).body).entries.map(({ value }) => value);

describe('the end of an entry', () => {
  it('is moved, by whoever has seen where it was', async () => {
    const entries = await aList('ends');
    const { id } = await anEntry(entries, '203.0.113.7');
    const end = inDays(3);
    const moved = await mara.patch(`${entries}/${id}`, { expiresAt: end, was: null });
    expect(listEntrySchema.parse(moved.body).expiresAt).toBe(end);
    const late = await mara.patch(`${entries}/${id}`, { expiresAt: null, was: null });
    expect([late.status, late.body]).toMatchObject([409, { code: 'list.entry_changed', current: { expiresAt: end } }]);
    expect((await mara.patch(`${entries}/${id}`, { expiresAt: null, was: end })).body).toMatchObject({
      expiresAt: null,
    });
    const audit = await mara.get('/api/audit?action=list.set_entry_end');
    expect(JSON.stringify(audit.body)).toContain(end);
  });

  it('is never taken from what is blocked', async () => {
    const entries = await aList('blocks', 'block');
    const { id, expiresAt } = await anEntry(entries, '203.0.113.7', inDays(1));
    const answer = await mara.patch(`${entries}/${id}`, { expiresAt: null, was: expiresAt });
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'list.needs_end' }]);
  });

  it('tells what ends soon and what is over', async () => {
    const entries = await aList('soon');
    for (const [value, days] of [
      ['late', 8],
      ['soon', 6],
      ['over', -1],
    ] as const)
      await anEntry(entries, value, inDays(days));
    await anEntry(entries, 'never');
    expect(await values(`${entries}?state=soon`)).toEqual(['soon']);
    expect(await values(`${entries}?state=expired`)).toEqual(['over']);
    expect((await values(`${entries}?state=live`)).sort()).toEqual(['late', 'never', 'soon']);
  });

  it.each([{}, { expiresAt: null }, { expiresAt: 'soon', was: null }, { expiresAt: null, was: null, more: 1 }])(
    'refuses %j',
    async (body) => {
      const address = '/api/lists/ends/entries/5c1f2c0e-7a3d-4a51-9f0c-1b6f0e6f6f10';
      expect((await mara.patch(address, body)).status).toBe(400);
    },
  );
});

describe('a removal', () => {
  it('is taken back, and the entry is what it was', async () => {
    const entries = await aList('undo');
    const entry = await anEntry(entries, '203.0.113.7', inDays(3));
    await mara.delete(`${entries}/${entry.id}`);
    expect(await values(entries)).toEqual([]);
    const restored = await mara.post(`${entries}/${entry.id}/restore`);
    expect([restored.status, restored.body]).toEqual([200, entry]);
    expect(await values(entries)).toEqual(['203.0.113.7']);
    expect((await mara.post(`${entries}/${entry.id}/restore`)).status).toBe(404);
  });

  it('stays when an allow list has something against what was blocked', async () => {
    const entries = await aList('undo-block', 'block');
    const entry = await anEntry(entries, '198.18.0.1', inDays(3));
    await mara.delete(`${entries}/${entry.id}`);
    await mara.post(await aList('undo-allow', 'allow'), { value: '198.18.0.0/15', facts: FACTS });
    expect((await mara.post(`${entries}/${entry.id}/restore`)).body).toMatchObject({ code: 'list.guarded' });
  });
});
