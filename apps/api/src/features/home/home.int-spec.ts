import { alertHoursSchema, homeSchema, type Home, type HomeItem } from '@tocsin/api-contract';
import { RuleEntity, RuleVersionEntity, SessionEntity, SourceAlarmEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const HOUR_MS = 3_600_000;

let api: TestApi;
let mara: Browser;
let noor: Browser;
let noorId: string;
let since: string;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', { roles: ['responder'] })).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
  const people = (await mara.get('/api/people')).body as { people: { id: string; username: string }[] };
  noorId = people.people.find(({ username }) => username === 'noor')?.id ?? '';
});
afterAll(() => api.close());
beforeEach(() => (since = new Date().toISOString()));

const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
/** Null: as the server begins by itself. */
async function home(browser: Browser, at: string | null = since): Promise<Home> {
  const { status, body } = await browser.get(`/api/home${at === null ? '' : `?since=${at}`}`);
  expect([status, body]).toMatchObject([200, {}]);
  return homeSchema.parse(body);
}
const about = ({ changes }: Home, kind: HomeItem['kind']) => changes.filter((one) => one.kind === kind);

describe('home', () => {
  it('begins where the last session ended, and after a long pause in one', async () => {
    const sessions = api.dataSource.getRepository(SessionEntity);
    expect((await home(noor, null)).sinceIs).toBe('default');
    const left = ago(16);
    await sessions.update({ accountId: noorId }, { lastSeenAt: left });
    await api.dataSource.query('UPDATE account_seen SET seen_at = $1 WHERE account_id = $2', [left, noorId]);
    const again = await api.signedIn('noor');
    expect(await home(again, null)).toMatchObject({ since: left.toISOString(), sinceIs: 'last_session' });
    expect(await home(noor, null)).toMatchObject({ since: left.toISOString(), sinceIs: 'last_session' });
  });

  it('refuses times nobody can be told of', async () => {
    for (const at of [ago(-1).toISOString(), ago(24 * 40).toISOString(), 'yesterday']) {
      const answer = await mara.get(`/api/home?since=${at}`);
      expect(answer.status).toBe(400);
    }
  });

  it('names critical alerts nobody has taken, and counts exactly what it does not name', async () => {
    for (let count = 0; count < 12; count += 1)
      await insertAlert(api.dataSource, { severity: 'critical', title: `Critical ${count}`, createdAt: new Date() });
    await insertAlert(api.dataSource, { severity: 'high', createdAt: ago(2) });
    const alerts = about(await home(mara), 'alert');
    expect(alerts.slice(0, 10).every(({ label, count }) => label !== null && count === 1)).toBe(true);
    expect(alerts[0]).toMatchObject({ title: 'Critical 11', consequence: 'Nobody has taken it. 26 failures in 58 s' });
    expect(alerts.slice(10)).toMatchObject([
      { title: '2 more critical alerts nobody has taken', consequence: '2 were raised since then.', count: 2 },
      { title: '1 high alert nobody has taken', consequence: 'None of them is new.', path: '/alerts/views/unassigned' },
    ]);
    expect((await home(mara)).sums.alerts).toMatchObject({ raised: 12, open: 13, openUrgent: 13 });
  });

  it('names one’s tasks, first those that are due', async () => {
    const made = (await mara.post('/api/incidents', { title: 'Password spray' })).body as { number: string };
    const dueAt = ago(-1).toISOString();
    for (const data of [{ title: 'Close IMAP', assigneeId: noorId, dueAt }, { title: 'Of somebody else' }])
      await mara.post(`/api/incidents/${made.number}/items`, { kind: 'task', data });
    const page = await home(noor);
    const expected = {
      label: made.number,
      title: 'Close IMAP',
      atWord: 'due',
      at: dueAt,
      path: `/incidents/${made.number}`,
    };
    expect(about(page, 'task')).toMatchObject([expected]);
    expect(page.yours.tasks).toMatchObject({ open: 1, first: [{ title: 'Close IMAP', incident: made.number, dueAt }] });
    expect(about(page, 'incident')).toMatchObject([
      { label: made.number, atWord: 'opened', consequence: 'Identification. Mara leads. You have 1 open task.' },
    ]);
    expect(about(await home(mara), 'incident')).toEqual([]);
  });

  it('tells nobody of a restricted incident who is not named', async () => {
    const made = (await mara.post('/api/incidents', { title: 'Insider', isRestricted: true })).body as {
      number: string;
    };
    await mara.post(`/api/incidents/${made.number}/restrict`, { isRestricted: true });
    const data = { title: 'Secret task', assigneeId: noorId };
    await mara.post(`/api/incidents/${made.number}/items`, { kind: 'task', data });
    const before = await home(noor);
    expect(JSON.stringify(before)).not.toMatch(new RegExp(`Insider|Secret task|${made.number}`));
    expect(before.sums.incidents).toEqual({ opened: 0, closed: 0 });
    await mara.post(`/api/incidents/${made.number}/restrict`, { isRestricted: true, add: [noorId] });
    const named = await home(noor);
    expect(named.sums.incidents).toEqual({ opened: 1, closed: 0 });
    expect(about(named, 'task').map(({ title }) => title)).toContain('Secret task');
  });

  it('tells what others resolved and which rules they demoted', async () => {
    const maraId = ((await mara.get('/api/session')).body as { account: { id: string } }).account.id;
    const resolved = { status: 'resolved', verdict: 'benign', resolvedAt: new Date(), resolvedBy: maraId } as const;
    const alert = await insertAlert(api.dataSource, { ...resolved, assigneeId: noorId, severity: 'low' });
    const facts = { ...alert.rule, id: 'rare-parent', title: 'Rare parent' };
    const at = new Date();
    const text = { text: 'title: x', changedBy: null, removed: false };
    const rule = { id: 'rare-parent', kind: 'detection', setName: null, file: '', folderText: null, facts } as const;
    const stamps = { createdAt: at, updatedAt: at, updatedBy: null, removedAt: null };
    await api.dataSource
      .getRepository(RuleEntity)
      .insert({ ...rule, ...stamps, text: 'title: x', logsource: {}, state: 'shadow', version: 2 });
    await api.dataSource.getRepository(RuleVersionEntity).insert([
      { ruleId: 'rare-parent', version: 1, state: 'enabled', changedAt: ago(3), ...text },
      { ruleId: 'rare-parent', version: 2, state: 'shadow', changedAt: at, ...text },
    ]);
    const page = await home(noor);
    const expected = { label: `A-${alert.number}`, consequence: 'Mara resolved it as benign; you had it.' };
    expect(about(page, 'alert')).toContainEqual(expect.objectContaining(expected));
    expect(about(page, 'rule')).toMatchObject([
      { title: 'Rare parent was demoted to the shadow', path: '/rules/rare-parent' },
    ]);
  });

  it('says what cannot be seen', async () => {
    const blind = [{ id: 'vpn', title: 'First sign-in' }];
    const seen = { expected: '12 a minute', seen: 'nothing' };
    const reason = 'vpn-gw-1 is silent';
    await api.dataSource.getRepository(SourceAlarmEntity).insert({
      source: 'vpn-gw-1',
      kind: 'silent',
      raisedAt: ago(5),
      since: ago(6),
      reason,
      ...seen,
      blind,
      endedAt: null,
    });
    const expected = {
      title: reason,
      consequence: '1 rule does not see what they look for.',
      path: '/flow?source=vpn-gw-1',
    };
    const page = await home(noor);
    expect(page.blind).toMatchObject([expected]);
    expect(about(page, 'source')).toMatchObject([expected]);
  });

  it('keeps with what somebody is done, for them alone and until it grows', async () => {
    const [matter] = about(await home(mara), 'source');
    expect((await mara.post('/api/home/done', { key: matter?.key, isDone: true })).status).toBe(204);
    expect((await mara.post('/api/home/done', { key: matter?.key, isDone: true })).status).toBe(204);
    expect(about(await home(mara), 'source')).toMatchObject([{ isDone: true }]);
    expect(about(await home(noor), 'source')).toMatchObject([{ isDone: false }]);
    await mara.post('/api/home/done', { key: matter?.key, isDone: false });
    expect(about(await home(mara), 'source')).toMatchObject([{ isDone: false }]);
    expect((await mara.post('/api/home/done', { key: 'x'.repeat(65), isDone: true })).status).toBe(400);
  });

  it('counts alerts by the hour, and knows what is usual only after a week', async () => {
    const hours = async () => alertHoursSchema.parse((await mara.get('/api/home/alert-hours')).body).hours;
    const first = await hours();
    expect(first.reduce((sum, { count }) => sum + count, 0)).toBe(14);
    expect(first.every(({ usual }) => usual === null)).toBe(true);
    expect(first.length).toBeGreaterThanOrEqual(24);
  });
});
