import { alertFacetsSchema, alertPageSchema, alertSchema, type AlertPage } from '@tocsin/api-contract';
import { AccountEntity, DetectionCheckpointEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import { insertFirstReceipt } from '../../../testing/first-receipt';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
beforeEach(() => api.dataSource.query('TRUNCATE alert, detection_checkpoint CASCADE'));
afterAll(() => api.close());

async function invite(username: string): Promise<Browser> {
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  return api.accept(url.split('/').at(-1) ?? '', username);
}

async function list(query = ''): Promise<AlertPage> {
  const answer = await mara.get(`/api/alerts${query}`);
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return alertPageSchema.parse(answer.body);
}

function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000);
}

describe('the list of alerts', () => {
  it('shows what is open, newest event first, and how far detection has looked', async () => {
    await insertAlert(api.dataSource, { title: 'old', lastAt: minutesAgo(9) });
    await insertAlert(api.dataSource, { title: 'new', lastAt: minutesAgo(1) });
    await insertAlert(api.dataSource, { title: 'taken', lastAt: minutesAgo(5), status: 'in_progress' });
    await insertAlert(api.dataSource, { title: 'done', lastAt: minutesAgo(2), status: 'resolved' });
    const coveredUntil = minutesAgo(3);
    const checkpoint = { ruleId: 'r', coveredUntil, updatedAt: new Date() };
    await api.dataSource.getRepository(DetectionCheckpointEntity).insert(checkpoint);
    // Nothing was received yet, so nothing is behind.
    expect(Date.parse((await list()).coveredUntil ?? '')).toBeGreaterThan(Date.now() - 60_000);
    await insertFirstReceipt(api.dataSource, minutesAgo(60).toISOString());
    const page = await list();
    expect(page.alerts.map(({ title }) => title)).toEqual(['new', 'taken', 'old']);
    expect(page).toMatchObject({ total: 3, nextCursor: null, coveredUntil: coveredUntil.toISOString() });
    expect((await list('?status=resolved')).alerts.map(({ title }) => title)).toEqual(['done']);
    expect((await list('?status=in_progress')).total).toBe(1);
    expect((await list('?status=all')).total).toBe(4);
  });

  it('pages through alerts of the same moment and of neighbouring microseconds, each once', async () => {
    const at = minutesAgo(1);
    for (let index = 0; index < 7; index += 1) await insertAlert(api.dataSource, { title: `t${index}`, lastAt: at });
    await api.dataSource.query(
      `UPDATE alert SET last_at = last_at + interval '1 microsecond' WHERE title IN ('t1', 't2', 't3')`,
    );
    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AlertPage = await list(`?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(page.total).toBe(7);
      titles.push(...page.alerts.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(titles).toHaveLength(7);
    expect(new Set(titles).size).toBe(7);
    expect(new Set(titles.slice(0, 3))).toEqual(new Set(['t1', 't2', 't3']));
  });

  it('goes on where it was although newer alerts arrive', async () => {
    for (const minutes of [4, 3, 2])
      await insertAlert(api.dataSource, { title: `m${minutes}`, lastAt: minutesAgo(minutes) });
    const { nextCursor } = await list('?limit=2');
    await insertAlert(api.dataSource, { title: 'newer', lastAt: minutesAgo(1) });
    const rest = await list(`?limit=2&cursor=${nextCursor}`);
    expect(rest.alerts.map(({ title }) => title)).toEqual(['m4']);
  });

  it.each([
    ['in the title', 'guessed', { title: 'Password GUESSED' }],
    ['in the reason', '58 s', { reason: '26 failures in 58 s' }],
    ['in the entity', '203.0.113', { entityValue: '203.0.113.7' }],
    ['with a percent sign that is one', '100%', { title: '100% of logins failed' }],
    ['as HTML that stays text', '<img src=x', { title: '<img src=x onerror=alert(1)>' }],
    ['with a quote and a backslash', `o'\\`, { reason: `o'\\x` }],
  ])('finds a text %s', async (_where, q, patch) => {
    await insertAlert(api.dataSource, { title: 'x', reason: 'x', entityValue: 'x', ...patch });
    await insertAlert(api.dataSource, { title: 'other', reason: 'other', entityValue: 'other' });
    const page = await list(`?q=${encodeURIComponent(q)}`);
    expect([page.total, page.alerts.length]).toEqual([1, 1]);
  });

  it('finds an alert by its number', async () => {
    const { number } = await insertAlert(api.dataSource);
    await insertAlert(api.dataSource);
    expect((await list(`?q=A-${number}`)).alerts.map((alert) => alert.number)).toEqual([`A-${number}`]);
  });

  it.each([
    'status=closed',
    'limit=0',
    'limit=201',
    'q=%00',
    'cursor=nonsense',
    `cursor=${Buffer.from('["2026-11-24T12:00:00.000000Z","x"]').toString('base64url')}`,
    `q=${'x'.repeat(4_001)}`,
    'status=open&status=all',
    'unknown=1',
    'severity=dire',
    'assignee=mara',
    'verdict=maybe',
    'tag=Vpn',
    'ruleId=',
  ])('refuses %s', async (query) => {
    expect((await mara.get(`/api/alerts?${query}`)).status).toBe(400);
  });
});

describe('the filters of the list', () => {
  const inAnHour = new Date(Date.now() + 3_600_000);
  const resolved = { status: 'resolved', verdict: 'benign' } as const;
  let maraId: string;

  beforeEach(async () => {
    maraId = (await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'mara' })).id;
    await insertAlert(api.dataSource, { title: 'plain' });
    await insertAlert(api.dataSource, { title: 'mine', assigneeId: maraId, status: 'in_progress', severity: 'low' });
    await insertAlert(api.dataSource, { title: 'asleep', snoozedUntil: inAnHour, severity: 'critical' });
    await insertAlert(api.dataSource, { title: 'awake', snoozedUntil: minutesAgo(1), tags: ['vpn', 'travel'] });
    await insertAlert(api.dataSource, { title: 'done', ...resolved, ruleId: 'other', tags: ['vpn'] });
    await insertAlert(api.dataSource, { title: 'ours', ...resolved, assigneeId: maraId });
  });

  it.each([
    ['', ['awake', 'mine', 'plain']],
    ['?status=new', ['awake', 'plain']],
    ['?status=in_progress', ['mine']],
    ['?status=snoozed', ['asleep']],
    ['?status=all&assignee=me', ['mine', 'ours']],
    ['?assignee=none', ['awake', 'plain']],
    ['?assignee=0b8e9c5e-6d0c-4b7e-8f6e-0a1b2c3d4e5f', []],
    ['?severity=low', ['mine']],
    ['?status=all&severity=low&severity=critical', ['asleep', 'mine']],
    ['?status=all&verdict=benign', ['done', 'ours']],
    ['?status=all&tag=vpn', ['awake', 'done']],
    ['?status=all&tag=vp', []],
    ['?status=all&ruleId=other', ['done']],
    ['?status=all&tag=vpn&severity=high&q=AWA', ['awake']],
  ])('%s finds %j', async (query, titles) => {
    const page = await list(query);
    expect(page.alerts.map(({ title }) => title).sort()).toEqual(titles);
    expect(page.total).toBe(titles.length);
    expect((await list(`${query || '?status=open'}&limit=1`)).total).toBe(titles.length);
  });

  it('finds alerts by the id of who has them', async () => {
    expect((await list(`?assignee=${maraId}`)).alerts.map(({ title }) => title)).toEqual(['mine']);
  });

  it('counts what each choice would find, its own filter left aside', async () => {
    const facets = async (query: string) =>
      alertFacetsSchema.parse((await mara.get(`/api/alerts/facets${query}`)).body);
    expect(await facets('')).toMatchObject({
      status: { new: 2, in_progress: 1, snoozed: 1, resolved: 2 },
      severity: [
        { value: 'high', count: 2 },
        { value: 'low', count: 1 },
      ],
      assignee: [
        { value: null, count: 2 },
        { value: { username: 'mara', displayName: 'Mara' }, count: 1 },
      ],
      ruleId: [{ value: 'ssh-guess', count: 3 }],
      verdict: [],
    });
    expect(await facets('?status=all&severity=high&assignee=me&verdict=benign')).toMatchObject({
      status: { new: 0, in_progress: 0, snoozed: 0, resolved: 1 },
      severity: [{ value: 'high', count: 1 }],
      assignee: [
        { value: { username: 'mara' }, count: 1 },
        { value: null, count: 1 },
      ],
      ruleId: [{ value: 'ssh-guess', title: 'ours', count: 1 }],
      verdict: [{ value: 'benign', count: 1 }],
    });
    expect((await mara.get('/api/alerts/facets?limit=2')).status).toBe(400);
  });

  it('counts the 20 rules with the most', async () => {
    for (let rule = 0; rule < 21; rule += 1) await insertAlert(api.dataSource, { ruleId: `r${rule}` });
    const { body } = await mara.get('/api/alerts/facets');
    expect(alertFacetsSchema.parse(body).ruleId).toHaveLength(20);
  });
});

describe('an alert', () => {
  it('explains itself with its rule and its proof', async () => {
    const { number } = await insertAlert(api.dataSource, { entityField: null, entityValue: null });
    const answer = await mara.get(`/api/alerts/A-${number}`);
    expect(alertSchema.parse(answer.body)).toMatchObject({
      number: `A-${number}`,
      entity: null,
      assignee: null,
      rule: { id: 'ssh-guess', tags: ['attack.t1110'] },
      proof: { selections: [{ name: 'guess' }], eventCount: 1 },
      lastProof: null,
    });
  });

  it.each(['A-999999', 'A-999999999999999'])('is not found as %s', async (number) => {
    const answer = await mara.get(`/api/alerts/${number}`);
    expect([answer.status, answer.body]).toMatchObject([404, { code: 'alert.not_found' }]);
  });

  it.each(['17', 'A-0', 'A-1e3', 'A-1;--', 'A-9999999999999999999'])('is not named %s', async (number) => {
    expect((await mara.get(`/api/alerts/${encodeURIComponent(number)}`)).status).toBe(400);
  });
});

describe('acknowledging', () => {
  it('makes the alert mine and in progress, and tells everybody', async () => {
    const { id, number } = await insertAlert(api.dataSource);
    const answer = await mara.post(`/api/alerts/A-${number}/acknowledge`);
    expect([answer.status, answer.body]).toMatchObject([
      200,
      {
        status: 'in_progress',
        assignee: { username: 'mara' },
        revision: 2,
        acknowledgedAt: expect.any(String) as string,
      },
    ]);
    expect(api.bus.announced).toContainEqual({ topic: 'alert.changed', fact: { id, revision: 2 } });
  });

  it('lets one of two win, and tells the other who it was', async () => {
    const noor = await invite('noor');
    for (let round = 0; round < 10; round += 1) {
      const { number } = await insertAlert(api.dataSource);
      const both = [mara, noor].map((browser) => browser.post(`/api/alerts/A-${number}/acknowledge`));
      const [first, second] = await Promise.all(both);
      expect([first?.status, second?.status].sort()).toEqual([200, 409]);
      const loser = first?.status === 409 ? first : second;
      const winner = first?.status === 409 ? 'Noor' : 'Mara';
      expect(loser?.body).toMatchObject({
        code: 'alert.already_acknowledged',
        detail: `${winner} has taken A-${number} already.`,
      });
    }
  });

  it('twice is acknowledging once', async () => {
    const { number } = await insertAlert(api.dataSource);
    const [first, second] = [
      await mara.post(`/api/alerts/A-${number}/acknowledge`),
      await mara.post(`/api/alerts/A-${number}/acknowledge`),
    ];
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('does not reopen what is resolved, and needs an alert', async () => {
    const { number } = await insertAlert(api.dataSource, { status: 'resolved' });
    const resolved = await mara.post(`/api/alerts/A-${number}/acknowledge`);
    expect([resolved.status, resolved.body]).toMatchObject([409, { code: 'alert.already_resolved' }]);
    expect((await mara.post('/api/alerts/A-999999/acknowledge')).status).toBe(404);
  });

  it('works while the message broker is away', async () => {
    const { number } = await insertAlert(api.dataSource);
    api.bus.broker.stop();
    expect((await mara.post(`/api/alerts/A-${number}/acknowledge`)).status).toBe(200);
    api.bus.broker.start();
  });
});
