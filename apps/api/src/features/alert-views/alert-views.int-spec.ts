import { auditPageSchema, alertViewListSchema, alertViewSchema, type SavedAlertView } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Answer, Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const VIEWS = '/api/alert-views';
const WISH = { name: 'Root logins', base: 'unassigned', q: 'user.name:root -tag:scan' };

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

async function saved(browser: Browser, wish: object = {}): Promise<SavedAlertView> {
  const answer = await browser.post(VIEWS, { ...WISH, ...wish });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  expect(answer.headers.get('etag')).toBe('"1"');
  return alertViewSchema.parse(answer.body);
}

function change(browser: Browser, { id }: SavedAlertView, wish: object, tag = '"1"'): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(tag === '' ? {} : { 'if-match': tag }) };
  return browser.send('PATCH', `${VIEWS}/${id}`, { headers, body: JSON.stringify(wish) });
}

const namesOf = async (browser: Browser) =>
  alertViewListSchema.parse((await browser.get(VIEWS)).body).views.map(({ name }) => name);

const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code];

describe('saved views of alerts', () => {
  it('keep everything of a view', async () => {
    const view = await saved(mara, { grouping: 'rule', sort: 'severe' });
    expect(view).toMatchObject({ ...WISH, grouping: 'rule', sort: 'severe', version: 1 });
    expect(view).toMatchObject({ audience: 'private', owner: { username: 'mara' }, mayChange: true });
    expect((await mara.get(`${VIEWS}/${view.id}`)).body).toEqual(view);
  });

  it('of one person are nobody else’s, those of the team are everybody’s', async () => {
    const own = await saved(mara, { name: 'Only mine' });
    const shared = await saved(mara, { name: 'For all', audience: 'team' });
    expect(await namesOf(viewer)).toContain('For all');
    expect(await namesOf(viewer)).not.toContain('Only mine');
    expect(codeOf(await viewer.get(`${VIEWS}/${own.id}`))).toEqual([404, 'alert_view.not_found']);
    expect(codeOf(await change(viewer, own, { name: 'x' }))).toEqual([404, 'alert_view.not_found']);
    expect((await viewer.get(`${VIEWS}/${shared.id}`)).body).toMatchObject({ mayChange: false });
    expect(codeOf(await change(viewer, shared, { name: 'x' }))).toEqual([403, 'alert_view.share_forbidden']);
    const deleted = await viewer.delete(`${VIEWS}/${shared.id}`, { 'if-match': '"1"' });
    expect(codeOf(deleted)).toEqual([403, 'alert_view.share_forbidden']);
  });

  it('become the team’s only by who may share', async () => {
    const own = await saved(viewer, { name: 'Vera’s' });
    expect(codeOf(await viewer.post(VIEWS, { ...WISH, audience: 'team' }))).toEqual([
      403,
      'alert_view.share_forbidden',
    ]);
    expect(codeOf(await change(viewer, own, { audience: 'team' }))).toEqual([403, 'alert_view.share_forbidden']);
    expect((await change(viewer, own, { name: 'Vera’s other' })).status).toBe(200);
  });

  it('are changed as they were seen, or not at all', async () => {
    const view = await saved(mara, { name: 'Contested' });
    const first = await change(mara, view, { name: 'First' });
    expect([first.status, first.headers.get('etag'), first.body]).toMatchObject([
      200,
      '"2"',
      { name: 'First', version: 2 },
    ]);
    const late = await change(mara, view, { name: 'Late' });
    expect([late.status, late.body]).toMatchObject([412, { code: 'alert_view.changed', current: { name: 'First' } }]);
    expect(codeOf(await change(mara, view, { name: 'x' }, ''))).toEqual([428, 'version.required']);
    expect(codeOf(await change(mara, view, { name: 'x' }, '*'))).toEqual([400, 'version.invalid']);
    expect((await change(mara, view, { q: '' }, 'W/"2"')).body).toMatchObject({ q: '', name: 'First' });
  });

  it('are changed by exactly one of many who try at once', async () => {
    const view = await saved(mara, { name: 'Raced' });
    const tries = await Promise.all(Array.from({ length: 8 }, (_, n) => change(mara, view, { name: `${n}` })));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 412)).toHaveLength(7);
  });

  it('are deleted, and everything stands in the audit log', async () => {
    const view = await saved(mara, { name: 'Short-lived' });
    await change(mara, view, { audience: 'team' });
    expect(codeOf(await mara.delete(`${VIEWS}/${view.id}`, { 'if-match': '"1"' }))).toEqual([
      412,
      'alert_view.changed',
    ]);
    expect((await mara.delete(`${VIEWS}/${view.id}`, { 'if-match': '"2"' })).status).toBe(204);
    expect(codeOf(await mara.get(`${VIEWS}/${view.id}`))).toEqual([404, 'alert_view.not_found']);
    const { entries } = auditPageSchema.parse((await mara.get(`/api/audit?object=${view.id}`)).body);
    expect(entries).toMatchObject([
      { action: 'alert_view.delete', before: { name: 'Short-lived' } },
      { action: 'alert_view.update', before: { audience: 'private' }, after: { audience: 'team' } },
      { action: 'alert_view.create', after: { q: 'user.name:root -tag:scan' } },
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
    { base: 'all' },
    { grouping: 'colour' },
    { sort: '' },
    { q: 'x'.repeat(4_001) },
    { q: 'a\nb' },
    { owner: 'x' },
  ])('refuse %j', async (wish) => {
    expect(codeOf(await mara.post(VIEWS, { ...WISH, ...wish }))).toEqual([400, 'request.invalid']);
  });
});
