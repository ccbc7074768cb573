import { auditPageSchema, type AuditEntry } from '@tocsin/api-contract';
import { verifyAudit } from '@tocsin/audit';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const RULE = `title: Shell of the web server
id: 6f1d3c1e-65a4-4f0f-9a52-0d6a3f1f7a11
logsource: {category: process_creation}
detection: {shell: {process.name: sh}, condition: shell}
`;

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function entries(query = ''): Promise<AuditEntry[]> {
  const answer = await mara.get(`/api/audit${query}`);
  expect(answer.status).toBe(200);
  return auditPageSchema.parse(answer.body).entries;
}

describe('the audit log', () => {
  it('says what was changed of a source: only that, with who and from where', async () => {
    await mara.post('/api/sources', { name: 'mail', description: 'one' });
    await mara.patch('/api/sources/mail', { version: 1, description: 'two' });
    await mara.patch('/api/sources/mail', { version: 1, description: 'too late' });
    expect(await entries('?object=mail')).toMatchObject([
      {
        action: 'source.update',
        actor: { name: 'mara' },
        object: { kind: 'source', id: 'mail' },
        before: { description: 'one', version: 1 },
        after: { description: 'two', version: 2 },
        address: expect.stringContaining('127.0.0.1') as string,
        requestId: expect.stringMatching(/./) as string,
      },
      { action: 'source.create', before: null, after: { name: 'mail', description: 'one' } },
    ]);
  });

  it('tells of keys, and not their secrets', async () => {
    const { body } = await mara.post('/api/sources/mail/keys', { description: 'postfix' });
    const { id, secret } = body as { id: string; secret: string };
    await mara.delete(`/api/keys/${id}`);
    await mara.delete(`/api/keys/${id}`);
    const told = await entries(`?object=${id}`);
    expect(told.map(({ action }) => action)).toEqual(['key.revoke', 'key.create']);
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('tells of rules, by version', async () => {
    const { body } = await mara.post('/api/rules', { text: RULE });
    const { id, version } = body as { id: string; version: number };
    await mara.put(`/api/rules/${id}`, { version, state: 'shadow' });
    expect(await entries('?action=rule.update')).toMatchObject([
      { before: { version, state: 'enabled' }, after: { version: version + 1, state: 'shadow' } },
    ]);
    expect((await entries('?action=rule')).map(({ action }) => action)).toEqual(['rule.update', 'rule.create']);
  });

  it('tells of lists: settings, entries, imports', async () => {
    await mara.post('/api/lists', { name: 'suspects', kind: 'watchlist' });
    await mara.patch('/api/lists/suspects', { version: 1, signalLevel: 'low' });
    const facts = { reason: 'scans us' };
    const { body } = await mara.post('/api/lists/suspects/entries', { value: '192.0.2.1', facts });
    const [entry] = (body as { entries: { id: string }[] }).entries;
    await mara.delete(`/api/lists/suspects/entries/${entry?.id}`);
    await mara.send('POST', '/api/lists/suspects/import?format=csv', {
      headers: { 'content-type': 'text/csv' },
      body: 'value,reason\n192.0.2.2,x\nbad',
    });
    await mara.delete('/api/lists/suspects');
    expect(await entries('?object=suspects')).toMatchObject([
      { action: 'list.remove', before: { kind: 'watchlist' } },
      { action: 'list.import', after: { format: 'csv', added: 1, refused: 1 } },
      { action: 'list.import', after: { format: 'csv', mode: 'add' } },
      { action: 'list.remove_entries', before: { count: 1, values: ['192.0.2.1'] } },
      { action: 'list.add_entries', after: [{ value: '192.0.2.1', facts }] },
      { action: 'list.update', before: { signalLevel: 'high' }, after: { signalLevel: 'low' } },
      { action: 'list.create', after: { name: 'suspects', kind: 'watchlist' } },
    ]);
  });

  it('is read in pages, newest first', async () => {
    const all = await entries('?limit=500');
    const answer = await mara.get('/api/audit?limit=2');
    const first = auditPageSchema.parse(answer.body);
    expect(first.entries).toEqual(all.slice(0, 2));
    expect(await entries(`?limit=500&cursor=${first.nextCursor}`)).toEqual(all.slice(2));
  });

  it('is searched as text: a percent sign is one', async () => {
    expect((await entries('?q=SHADOW')).map(({ action }) => action)).toEqual(['rule.update']);
    expect(await entries('?q=%25')).toEqual([]);
  });

  it('is closed to who may not read it', async () => {
    const { body } = await mara.post('/api/invitations', { roles: ['responder'] });
    const idris = await api.accept(new URL((body as { url: string }).url).pathname.split('/')[2] ?? '', 'idris');
    expect((await idris.get('/api/audit')).status).toBe(403);
  });

  it('is whole after all this', async () => {
    expect(await verifyAudit(api.dataSource)).toMatchObject({ broken: null });
  });
});
