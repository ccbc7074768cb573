import { alertHistoryPageSchema, alertSchema, type AlertHistoryEntry } from '@tocsin/api-contract';
import { verifyAudit } from '@tocsin/audit';
import { AccountEntity, type AlertEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const DAY_MS = 86_400_000;

let api: TestApi;
let mara: Browser;
let noor: Browser;
let noorId: string;
let maraId: string;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
  [maraId, noorId] = [await idOf('mara'), await idOf('noor')];
});
beforeEach(() => api.dataSource.query('TRUNCATE alert CASCADE'));
afterAll(() => api.close());

async function idOf(username: string): Promise<string> {
  return (await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username })).id;
}

async function raise(patch: Partial<AlertEntity> = {}): Promise<string> {
  return `A-${(await insertAlert(api.dataSource, patch)).number}`;
}

const act = (who: Browser, number: string, verb: string, body: object = {}) =>
  who.post(`/api/alerts/${number}/${verb}`, body);

async function done(who: Browser, number: string, verb: string, body: object = {}) {
  const answer = await act(who, number, verb, body);
  expect([verb, answer.status, answer.body]).toEqual([verb, 200, answer.body]);
  return alertSchema.parse(answer.body);
}

async function refused(who: Browser, number: string, verb: string, body: object = {}) {
  const { status, body: problem } = await act(who, number, verb, body);
  return [status, problem] as const;
}

async function history(number: string, query = ''): Promise<AlertHistoryEntry[]> {
  const { body } = await mara.get(`/api/alerts/${number}/history${query}`);
  return alertHistoryPageSchema.parse(body).entries;
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

describe('resolving', () => {
  it('ends an alert with a verdict, tells everybody, and measures how long it took', async () => {
    const createdAt = new Date(Date.now() - 60_000);
    const { id, number } = await insertAlert(api.dataSource, { createdAt, snoozedUntil: new Date(inDays(1)) });
    const alert = await done(mara, `A-${number}`, 'resolve', { verdict: 'benign', comment: 'A drill.' });
    expect(alert).toMatchObject({
      status: 'resolved',
      verdict: 'benign',
      resolvedBy: { username: 'mara' },
      snoozedUntil: null,
      duplicateOf: null,
      revision: 2,
    });
    expect(alert.timeToResolveMs).toBe(Date.parse(alert.resolvedAt ?? '') - createdAt.getTime());
    expect(alert.timeToAcknowledgeMs).toBe(alert.timeToResolveMs);
    expect(api.bus.announced).toContainEqual({ topic: 'alert.changed', fact: { id, revision: 2 } });
    expect((await mara.get('/api/alerts?status=resolved')).body).toMatchObject({ alerts: [{ verdict: 'benign' }] });
  });

  it('measures what is not over as null, and taking by itself', async () => {
    const number = await raise({ createdAt: new Date(Date.now() - 60_000) });
    expect((await mara.get(`/api/alerts/${number}`)).body).toMatchObject({
      timeToAcknowledgeMs: null,
      timeToResolveMs: null,
    });
    const taken = await done(mara, number, 'acknowledge');
    expect(taken.timeToAcknowledgeMs).toBeGreaterThanOrEqual(60_000);
    expect(taken.timeToResolveMs).toBeNull();
  });

  it('lets one of two win, and tells the other who it was and as what', async () => {
    for (let round = 0; round < 5; round += 1) {
      const number = await raise();
      const [one, two] = await Promise.all([
        act(mara, number, 'resolve', { verdict: 'benign' }),
        act(noor, number, 'resolve', { verdict: 'true_positive' }),
      ]);
      const loser = one.status === 409 ? one : two;
      expect([one.status, two.status].sort()).toEqual([200, 409]);
      const [winner, as] = one.status === 409 ? ['Noor', 'a true positive'] : ['Mara', 'benign'];
      expect(loser.body).toMatchObject({
        code: 'alert.already_resolved',
        detail: `${winner} has resolved ${number} as ${as} already.`,
        current: { status: 'resolved', resolvedBy: { displayName: winner } },
      });
    }
  });

  it('twice with the same verdict is once, with another one a conflict', async () => {
    const number = await raise();
    const first = await done(mara, number, 'resolve', { verdict: 'benign' });
    expect(await done(mara, number, 'resolve', { verdict: 'benign' })).toEqual(first);
    expect(await refused(mara, number, 'resolve', { verdict: 'true_positive' })).toMatchObject([409, {}]);
    expect(await history(number)).toHaveLength(1);
  });

  it('names the alert that a duplicate says the same as', async () => {
    const [original, number, third] = [await raise(), await raise(), await raise()];
    const alert = await done(mara, number, 'resolve', { verdict: 'duplicate', duplicateOf: original });
    expect(alert).toMatchObject({ verdict: 'duplicate', duplicateOf: original });
    const asDuplicate = (of: string) => refused(mara, third, 'resolve', { verdict: 'duplicate', duplicateOf: of });
    expect(await asDuplicate(third)).toMatchObject([400, { code: 'alert.duplicate_of_itself' }]);
    expect(await asDuplicate(number)).toMatchObject([400, { code: 'alert.duplicate_of_duplicate' }]);
    expect(await asDuplicate('A-999999')).toMatchObject([400, { code: 'alert.duplicate_unknown' }]);
  });

  it.each([
    {},
    { verdict: 'wrong' },
    { verdict: 'duplicate' },
    { verdict: 'benign', duplicateOf: 'A-1' },
    { verdict: 'benign', comment: ' ' },
    { verdict: 'benign', comment: 'a\u0000b' },
    { verdict: 'benign', comment: 'x'.repeat(10_001) },
  ])('refuses %j', async (body) => {
    expect((await act(mara, await raise(), 'resolve', body)).status).toBe(400);
  });
});

describe('reopening', () => {
  it('gives it back to who had it, or to be taken', async () => {
    const [mine, nobodys] = [await raise(), await raise()];
    await done(mara, mine, 'acknowledge');
    for (const number of [mine, nobodys]) await done(mara, number, 'resolve', { verdict: 'benign' });
    const open = { verdict: null, resolvedAt: null, resolvedBy: null, timeToResolveMs: null };
    expect(await done(noor, mine, 'reopen')).toMatchObject({
      ...open,
      status: 'in_progress',
      assignee: { id: maraId },
    });
    expect(await done(noor, nobodys, 'reopen')).toMatchObject({ ...open, status: 'new', assignee: null });
  });

  it('holds only for the resolution that was seen', async () => {
    const number = await raise();
    const { resolvedAt } = await done(mara, number, 'resolve', { verdict: 'benign' });
    await done(noor, number, 'reopen', { resolvedAt });
    await done(noor, number, 'reopen', { resolvedAt });
    expect(await refused(mara, number, 'reopen')).toMatchObject([
      409,
      { code: 'alert.not_resolved', detail: `Noor has reopened ${number}.` },
    ]);
    await done(noor, number, 'resolve', { verdict: 'true_positive' });
    expect(await refused(mara, number, 'reopen', { resolvedAt })).toMatchObject([
      409,
      { code: 'alert.already_resolved', detail: `Noor has resolved ${number} as a true positive already.` },
    ]);
  });
});

describe('assigning', () => {
  it('gives an alert to an active account or to nobody, as it was seen', async () => {
    const number = await raise();
    const given = await done(mara, number, 'assign', { seenAssigneeId: null, assigneeId: noorId });
    expect(given).toMatchObject({ assignee: { username: 'noor' }, status: 'new', revision: 2 });
    expect(await refused(mara, number, 'acknowledge')).toMatchObject([409, { code: 'alert.already_acknowledged' }]);
    expect(await refused(mara, number, 'assign', { seenAssigneeId: null, assigneeId: maraId })).toMatchObject([
      409,
      { code: 'alert.already_assigned', detail: `Noor has ${number} now. Choose again.` },
    ]);
    expect(await done(noor, number, 'acknowledge')).toMatchObject({ status: 'in_progress' });
    const freed = await done(mara, number, 'assign', { seenAssigneeId: noorId, assigneeId: null });
    expect(freed.assignee).toBeNull();
    expect(await done(mara, number, 'acknowledge')).toMatchObject({ assignee: { username: 'mara' } });
  });

  it('refuses accounts that are not there or disabled, and what is resolved', async () => {
    const number = await raise();
    const unknown = { seenAssigneeId: null, assigneeId: '0b8e9c5e-6d0c-4b7e-8f6e-0a1b2c3d4e5f' };
    expect(await refused(mara, number, 'assign', unknown)).toMatchObject([400, { code: 'alert.assignee_unknown' }]);
    const accounts = api.dataSource.getRepository(AccountEntity);
    const gone = await accounts.save({
      username: 'gone',
      displayName: 'Gone',
      passwordHash: '',
      roles: [],
      rightsVersion: 1,
      createdAt: new Date(),
      disabledAt: new Date(),
    });
    const disabled = { seenAssigneeId: null, assigneeId: gone.id };
    expect(await refused(mara, number, 'assign', disabled)).toMatchObject([400, { code: 'alert.assignee_unknown' }]);
    await done(mara, number, 'resolve', { verdict: 'benign' });
    const late = { seenAssigneeId: null, assigneeId: noorId };
    expect(await refused(noor, number, 'assign', late)).toMatchObject([409, { code: 'alert.already_resolved' }]);
  });
});

describe('snoozing', () => {
  it('puts an alert aside until a time, or until somebody brings it back', async () => {
    const number = await raise();
    const until = inDays(1);
    expect(await done(mara, number, 'snooze', { until })).toMatchObject({ snoozedUntil: until, status: 'new' });
    expect(await done(mara, number, 'snooze', { until })).toMatchObject({ revision: 2 });
    expect(await refused(noor, number, 'snooze', { until: inDays(2) })).toMatchObject([
      409,
      { code: 'alert.already_snoozed', detail: `Mara has snoozed ${number} until ${until} already.` },
    ]);
    const later = inDays(3);
    await done(mara, number, 'snooze', { until: later });
    expect(await refused(noor, number, 'unsnooze', { until })).toMatchObject([409, { code: 'alert.already_snoozed' }]);
    expect(await done(noor, number, 'unsnooze', { until: later })).toMatchObject({ snoozedUntil: null, revision: 4 });
    expect(await done(noor, number, 'unsnooze')).toMatchObject({ revision: 4 });
  });

  it('is over when its time is over', async () => {
    const number = await raise({ snoozedUntil: new Date(Date.now() - 1_000) });
    expect(await done(noor, number, 'snooze', { until: inDays(1) })).toMatchObject({ revision: 2 });
  });

  it.each([
    [-1, 400],
    [91, 400],
    [89, 200],
  ])('for %i days answers %i', async (days, status) => {
    expect((await act(mara, await raise(), 'snooze', { until: inDays(days) })).status).toBe(status);
  });
});

describe('comments and tags', () => {
  it('merges what several add and remove', async () => {
    const number = await raise({ tags: ['old'] });
    await Promise.all([
      done(mara, number, 'tags', { add: ['vpn', 'vpn'], remove: ['old'] }),
      done(noor, number, 'tags', { add: ['travel', 'vpn'] }),
    ]);
    const { body } = await mara.get(`/api/alerts/${number}`);
    expect(body).toMatchObject({ tags: ['travel', 'vpn'], revision: 3 });
    expect(await done(mara, number, 'tags', { add: ['vpn'] })).toMatchObject({ revision: 3 });
  });

  it.each([{}, { add: ['Vpn'] }, { add: ['a b'] }, { add: [''] }, { add: ['a'], remove: ['a'] }])(
    'refuses %j',
    async (body) => {
      expect((await act(mara, await raise(), 'tags', body)).status).toBe(400);
    },
  );

  it('has room for 20 tags', async () => {
    const number = await raise({ tags: Array.from({ length: 20 }, (_, index) => `t${index}`) });
    expect(await refused(mara, number, 'tags', { add: ['x'] })).toMatchObject([400, { code: 'alert.too_many_tags' }]);
    await done(mara, number, 'tags', { add: ['x'], remove: ['t0'] });
  });

  it('keeps a comment as it was written, also on what is resolved', async () => {
    const number = await raise();
    await done(mara, number, 'resolve', { verdict: 'benign' });
    const text = '<img src=x onerror=alert(1)>\n\u202Etwo';
    expect(await done(noor, number, 'comments', { text })).toMatchObject({ revision: 3 });
    expect((await history(number)).at(-1)).toMatchObject({
      kind: 'comment',
      by: { username: 'noor' },
      detail: { text },
    });
    expect((await act(noor, number, 'comments', { text: '' })).status).toBe(400);
  });
});

describe('the history of an alert', () => {
  it('tells all of it, oldest first, in pages, and the audit log too', async () => {
    const number = await raise();
    await done(mara, number, 'acknowledge');
    await done(mara, number, 'assign', { seenAssigneeId: maraId, assigneeId: noorId });
    await done(noor, number, 'snooze', { until: inDays(1) });
    await done(noor, number, 'unsnooze');
    await done(noor, number, 'tags', { add: ['vpn'] });
    await done(noor, number, 'comments', { text: 'Asked.' });
    await done(noor, number, 'resolve', { verdict: 'false_positive', comment: 'It was us.' });
    await done(mara, number, 'reopen');
    const all = await history(number);
    const kinds = ['acknowledge', 'assign', 'snooze', 'unsnooze', 'tag', 'comment', 'resolve', 'reopen'];
    expect(all.map(({ kind }) => kind)).toEqual(kinds);
    expect(all[1]).toMatchObject({ detail: { from: { id: maraId }, to: { id: noorId } }, by: { id: maraId } });
    expect(all[6]?.detail).toEqual({ verdict: 'false_positive', text: 'It was us.' });
    const first = alertHistoryPageSchema.parse((await mara.get(`/api/alerts/${number}/history?limit=3`)).body);
    expect(first.entries).toEqual(all.slice(0, 3));
    expect(await history(number, `?cursor=${first.nextCursor}`)).toEqual(all.slice(3));
    const audit = (await mara.get(`/api/audit?object=${number}`)).body as { entries: { action: string }[] };
    expect(audit.entries.map(({ action }) => action).reverse()).toEqual(kinds.map((kind) => `alert.${kind}`));
    expect(audit.entries[1]).toMatchObject({
      before: { status: 'in_progress', verdict: null },
      after: { status: 'resolved', verdict: 'false_positive', comment: 'It was us.' },
    });
    expect(await verifyAudit(api.dataSource)).toMatchObject({ broken: null });
  });

  it('is that of one alert', async () => {
    const [one, other] = [await raise(), await raise()];
    await done(mara, one, 'comments', { text: 'x' });
    expect(await history(other)).toEqual([]);
    expect((await mara.get('/api/alerts/A-999999/history')).status).toBe(404);
    expect((await mara.get(`/api/alerts/${one}/history?cursor=x`)).status).toBe(400);
  });
});

describe('who may', () => {
  it.each(['resolve', 'reopen', 'assign', 'snooze', 'unsnooze', 'comments', 'tags'])(
    '%s: not somebody who may only take alerts, and nobody an alert that is not there',
    async (verb) => {
      const body = {
        resolve: { verdict: 'benign' },
        assign: { seenAssigneeId: null, assigneeId: maraId },
        snooze: { until: inDays(1) },
        comments: { text: 'x' },
        tags: { add: ['x'] },
      }[verb];
      expect((await act(mara, 'A-999999', verb, body)).status).toBe(404);
      const accounts = api.dataSource.getRepository(AccountEntity);
      const { roles } = await accounts.findOneByOrFail({ id: noorId });
      await accounts.update({ id: noorId }, { roles: ['viewer'] });
      expect((await act(await api.signedIn('noor'), await raise(), verb, body)).status).toBe(403);
      await accounts.update({ id: noorId }, { roles });
    },
  );
});
