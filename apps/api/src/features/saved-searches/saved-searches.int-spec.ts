import { auditPageSchema, savedSearchSchema, searchListSchema, type SavedSearch } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Answer, Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const SEARCHES = '/api/searches';
const WISH = { name: 'Root logins', q: 'user.name:root', time: { last: '24h' } };

let api: TestApi;
let mara: Browser;
let viewer: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const invited = await mara.post('/api/invitations', { roles: ['viewer'] });
  const { url } = invited.body as { url: string };
  viewer = await api.accept(url.split('/').at(-1) ?? '', 'vera');
});
afterAll(() => api.close());

async function saved(browser: Browser, wish: object = {}): Promise<SavedSearch> {
  const answer = await browser.post(SEARCHES, { ...WISH, ...wish });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  expect(answer.headers.get('etag')).toBe('"1"');
  return savedSearchSchema.parse(answer.body);
}

function change(browser: Browser, { id }: SavedSearch, wish: object, tag = '"1"'): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(tag === '' ? {} : { 'if-match': tag }) };
  return browser.send('PATCH', `${SEARCHES}/${id}`, { headers, body: JSON.stringify(wish) });
}

const namesOf = async (browser: Browser) =>
  searchListSchema.parse((await browser.get(SEARCHES)).body).searches.map(({ name }) => name);

const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code];

describe('saved searches', () => {
  it('keep everything of a search', async () => {
    const time = { from: '2026-11-24T08:00:00+01:00', to: '2026-11-24T12:00:00Z' };
    const search = await saved(mara, { time, columns: ['user.name', 'details.a'], sort: 'oldest' });
    expect(search).toMatchObject({ ...WISH, time, columns: ['user.name', 'details.a'], sort: 'oldest', version: 1 });
    expect(search).toMatchObject({ audience: 'private', owner: { username: 'mara' }, mayChange: true });
    expect((await mara.get(`${SEARCHES}/${search.id}`)).body).toEqual(search);
  });

  it('of one person are nobody else’s, those of the team are everybody’s', async () => {
    const own = await saved(mara, { name: 'Only mine' });
    const shared = await saved(mara, { name: 'For all', audience: 'team' });
    expect(await namesOf(viewer)).toContain('For all');
    expect(await namesOf(viewer)).not.toContain('Only mine');
    expect(codeOf(await viewer.get(`${SEARCHES}/${own.id}`))).toEqual([404, 'search.not_found']);
    expect(codeOf(await change(viewer, own, { name: 'x' }))).toEqual([404, 'search.not_found']);
    expect((await viewer.get(`${SEARCHES}/${shared.id}`)).body).toMatchObject({ mayChange: false });
    expect(codeOf(await change(viewer, shared, { name: 'x' }))).toEqual([403, 'search.share_forbidden']);
    const deleted = await viewer.delete(`${SEARCHES}/${shared.id}`, { 'if-match': '"1"' });
    expect(codeOf(deleted)).toEqual([403, 'search.share_forbidden']);
  });

  it('become the team’s only by who may share', async () => {
    const own = await saved(viewer, { name: 'Vera’s' });
    expect(codeOf(await viewer.post(SEARCHES, { ...WISH, audience: 'team' }))).toEqual([403, 'search.share_forbidden']);
    expect(codeOf(await change(viewer, own, { audience: 'team' }))).toEqual([403, 'search.share_forbidden']);
    expect((await change(viewer, own, { name: 'Vera’s other' })).status).toBe(200);
  });

  it('are changed as they were seen, or not at all', async () => {
    const search = await saved(mara, { name: 'Contested' });
    const first = await change(mara, search, { name: 'First' });
    expect([first.status, first.headers.get('etag'), first.body]).toMatchObject([
      200,
      '"2"',
      { name: 'First', version: 2 },
    ]);
    const late = await change(mara, search, { name: 'Late' });
    expect([late.status, late.body]).toMatchObject([412, { code: 'search.changed', current: { name: 'First' } }]);
    expect(codeOf(await change(mara, search, { name: 'x' }, ''))).toEqual([428, 'version.required']);
    expect(codeOf(await change(mara, search, { name: 'x' }, '*'))).toEqual([400, 'version.invalid']);
    expect((await change(mara, search, { q: '' }, 'W/"2"')).body).toMatchObject({ q: '', name: 'First' });
  });

  it('are changed by exactly one of many who try at once', async () => {
    const search = await saved(mara, { name: 'Raced' });
    const tries = await Promise.all(Array.from({ length: 8 }, (_, n) => change(mara, search, { name: `${n}` })));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 412)).toHaveLength(7);
  });

  it('are deleted, and everything stands in the audit log', async () => {
    const search = await saved(mara, { name: 'Short-lived' });
    await change(mara, search, { audience: 'team' });
    expect(codeOf(await mara.delete(`${SEARCHES}/${search.id}`, { 'if-match': '"1"' }))).toEqual([
      412,
      'search.changed',
    ]);
    expect((await mara.delete(`${SEARCHES}/${search.id}`, { 'if-match': '"2"' })).status).toBe(204);
    expect(codeOf(await mara.get(`${SEARCHES}/${search.id}`))).toEqual([404, 'search.not_found']);
    const { entries } = auditPageSchema.parse((await mara.get(`/api/audit?object=${search.id}`)).body);
    expect(entries).toMatchObject([
      { action: 'search.delete', before: { name: 'Short-lived' } },
      { action: 'search.update', before: { audience: 'private' }, after: { audience: 'team' } },
      { action: 'search.create', after: { q: 'user.name:root' } },
    ]);
  });

  it('stay the team’s when their owner is gone', async () => {
    await saved(mara, { name: 'Left behind', audience: 'team' });
    const accounts = api.dataSource.getRepository(AccountEntity);
    await accounts.update({ username: 'mara' }, { disabledAt: new Date() });
    expect(await namesOf(viewer)).toContain('Left behind');
    await accounts.update({ username: 'mara' }, { disabledAt: null });
  });

  it.each([
    { name: '' },
    { name: 'a\nb' },
    { time: { last: 'forever' } },
    { time: { last: '1h', from: '2026-11-24T08:00:00Z' } },
    { time: { from: '2026-11-24T08:00:00Z' } },
    { columns: ['a"'] },
    { q: 'x'.repeat(4_001) },
    { owner: 'x' },
  ])('refuse %j', async (wish) => {
    expect(codeOf(await mara.post(SEARCHES, { ...WISH, ...wish }))).toEqual([400, 'request.invalid']);
  });
});
