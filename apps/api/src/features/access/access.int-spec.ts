import { Invitations } from '@tocsin/access-control';
import {
  accountListSchema,
  auditPageSchema,
  createdInvitationSchema,
  ownSessionsSchema,
  sessionSchema,
  type Account,
} from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { PASSWORD, TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;
let setUpToken: string;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  setUpToken = (await api.app.get(Invitations, { strict: false }).createSetup()) ?? '';
});
afterAll(() => api.close());

function signIn(username: string, password = PASSWORD) {
  const browser = api.browser();
  return browser.post('/api/session', { username, password }).then((answer) => ({ browser, answer }));
}

describe('the set-up link', () => {
  it('says what it is good for', async () => {
    const answer = await api.browser().get(`/api/invitations/${setUpToken}`);
    expect([answer.status, answer.body]).toMatchObject([200, { kind: 'setup' }]);
  });

  it('refuses a weak password and stays good', async () => {
    const person = { username: 'mara', displayName: 'Mara', password: 'mara-mara-mara' };
    const answer = await api.browser().post(`/api/invitations/${setUpToken}/accept`, person);
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'account.weak_password' }]);
  });

  it('makes one account however many use it at the same moment, and signs that person in', async () => {
    const tries = await Promise.allSettled(['mara', 'eve1', 'eve2'].map((name) => api.accept(setUpToken, name)));
    const winners = tries.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(winners).toHaveLength(1);
    mara = winners[0] as Browser;
    expect(sessionSchema.parse((await mara.get('/api/session')).body).account.permissions).toContain('account.invite');
  });

  it('is gone after that, as is every other', async () => {
    const answer = await api.browser().get(`/api/invitations/${setUpToken}`);
    expect([answer.status, answer.body]).toMatchObject([404, { code: 'invitation.gone' }]);
    expect((await api.browser().get(`/api/invitations/${'x'.repeat(43)}`)).body).toMatchObject({
      code: 'invitation.gone',
    });
    expect((await api.browser().get('/api/invitations/short')).status).toBe(400);
  });
});

describe('an invitation', () => {
  it('is made by who may, and makes an account that may do less', async () => {
    const created = await mara.post('/api/invitations', {});
    expect(created.status).toBe(201);
    const { url } = createdInvitationSchema.parse(created.body);
    expect(url).toMatch(new RegExp(`^${api.url}/join/[\\w-]{43}$`));
    const noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
    const refused = await noor.post('/api/invitations', {});
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'permission.required' }]);
    expect((await noor.get('/api/alerts')).status).toBe(200);
  });
});

describe('signing in', () => {
  it('gives a cookie that neither scripts nor other sites can use, and the session', async () => {
    const { answer } = await signIn('Noor');
    expect([answer.status, answer.body]).toMatchObject([200, { account: { username: 'noor', displayName: 'Noor' } }]);
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^tocsin_session=[\w-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain('Secure');
  });

  it('gives a cookie for TLS only, behind a trusted proxy that ends TLS', async () => {
    const proxied = await TestApi.start({
      databaseUrl: (api.dataSource.options as { url: string }).url,
      api: { trustedProxies: 'loopback' },
    });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.9' };
    const answer = await proxied.browser().post('/api/session', { username: 'noor', password: PASSWORD }, headers);
    expect(answer.headers.getSetCookie().join()).toContain('Secure');
    expect(await proxied.dataSource.query(`SELECT 1 FROM session WHERE address = '198.51.100.9'`)).toHaveLength(1);
    await proxied.close();
  });

  it('believes no forwarded address from anybody else', async () => {
    await api
      .browser()
      .post('/api/session', { username: 'noor', password: PASSWORD }, { 'x-forwarded-for': '198.51.100.8' });
    expect(await api.dataSource.query(`SELECT 1 FROM session WHERE address = '198.51.100.8'`)).toHaveLength(0);
  });

  it('answers an unknown name and a wrong password alike', async () => {
    const unknown = (await signIn('nobody')).answer;
    const wrong = (await signIn('noor', 'wrong')).answer;
    const withoutId = ({ requestId: _id, ...rest }: Record<string, unknown>) => rest;
    expect(unknown.status).toBe(401);
    expect(withoutId(unknown.body as Record<string, unknown>)).toEqual(
      withoutId(wrong.body as Record<string, unknown>),
    );
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  it('is slowed after five wrong passwords, and says for how long', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await signIn('locked', 'wrong')).answer.status).toBe(401);
    const { answer } = await signIn('locked', 'wrong');
    expect([answer.status, answer.body]).toMatchObject([429, { code: 'session.too_many_attempts' }]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a session', () => {
  it('ends when its owner signs out, and the cookie goes', async () => {
    const { browser } = await signIn('noor');
    const { cookie } = browser;
    expect(await browser.delete('/api/session')).toMatchObject({ status: 200, body: { leadsTo: null } });
    expect(browser.cookie).toBeUndefined();
    browser.cookie = cookie;
    const answer = await browser.get('/api/session');
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'session.required' }]);
  });

  it('ends when the account is disabled', async () => {
    const { browser } = await signIn('noor');
    const accounts = api.dataSource.getRepository(AccountEntity);
    await accounts.update({ username: 'noor' }, { disabledAt: new Date() });
    expect((await browser.get('/api/session')).status).toBe(401);
    await accounts.update({ username: 'noor' }, { disabledAt: null });
  });

  it('is not found by a cookie somebody made up', async () => {
    const browser = api.browser();
    for (const value of ['x', '%00', "' OR 1=1 --", 'a'.repeat(5_000)]) {
      browser.cookie = `tocsin_session=${value}`;
      expect((await browser.get('/api/session')).status).toBe(401);
    }
  });

  it('cannot be used from the page of another site', async () => {
    const answer = await mara.delete('/api/session', { origin: 'https://evil.example' });
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'request.foreign_origin' }]);
    expect((await mara.get('/api/session')).status).toBe(200);
  });
});

describe('accounts', () => {
  const rowOf = async (username: string) =>
    accountListSchema
      .parse((await mara.get('/api/accounts')).body)
      .accounts.find((account) => account.username === username);

  /** Whoever of several won the set-up link. */
  let first: Account;
  beforeAll(async () => (first = sessionSchema.parse((await mara.get('/api/session')).body).account));

  async function join(username: string): Promise<Browser> {
    const { url } = createdInvitationSchema.parse((await mara.post('/api/invitations', {})).body);
    return api.accept(url.split('/').at(-1) ?? '', username);
  }

  it('are listed to those who manage them, with when they were last here', async () => {
    const tove = await join('tove');
    expect(await rowOf('tove')).toMatchObject({
      displayName: 'Tove',
      disabledAt: null,
      lastSeenAt: expect.any(String) as string,
    });
    expect((await tove.get('/api/accounts')).status).toBe(403);
    expect(JSON.stringify((await mara.get('/api/accounts')).body)).not.toContain('argon2');
  });

  it('that are disabled are signed out and let in no more, until they are enabled', async () => {
    const odd = await join('odd');
    const { id } = (await rowOf('odd')) ?? { id: '' };
    expect((await mara.post(`/api/accounts/${id}/disable`)).status).toBe(204);
    expect((await mara.post(`/api/accounts/${id}/disable`)).status).toBe(204);
    expect((await odd.get('/api/session')).status).toBe(401);
    expect((await signIn('odd')).answer.body).toMatchObject({ code: 'session.wrong_credentials' });
    expect((await rowOf('odd'))?.disabledAt).not.toBeNull();
    expect((await mara.post(`/api/accounts/${id}/enable`)).status).toBe(204);
    expect((await odd.get('/api/session')).status).toBe(401);
    expect((await signIn('odd')).answer.status).toBe(200);
  });

  it('are not disabled by themselves, nor when they are not there', async () => {
    expect((await mara.post(`/api/accounts/${first.id}/disable`)).body).toMatchObject({
      status: 409,
      code: 'account.own',
    });
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await mara.post(`/api/accounts/${nobody}/disable`)).body).toMatchObject({ code: 'account.not_found' });
  });

  it('never end up all disabled, although two disable each other at the same moment', async () => {
    const other = await join('other');
    await api.dataSource.getRepository(AccountEntity).update({ username: 'other' }, { roles: ['admin'] });
    const { id } = (await rowOf('other')) ?? { id: '' };
    const answers = await Promise.all([
      mara.post(`/api/accounts/${id}/disable`),
      other.post(`/api/accounts/${first.id}/disable`),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    await api.dataSource.query('UPDATE account SET disabled_at = NULL');
  });

  it('stand in the audit log: who was invited, who joined, who was disabled', async () => {
    mara = await api.signedIn(first.username);
    const { entries } = auditPageSchema.parse((await mara.get('/api/audit?action=account')).body);
    const actions = entries.map(({ action, object }) =>
      object.kind === 'account' ? `${action} ${object.id}` : action,
    );
    expect(actions).toEqual(
      expect.arrayContaining(['account.invite', 'account.create odd', 'account.disable odd', 'account.enable odd']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/argon2|"token"/);
  });
});

describe("one's own sessions", () => {
  const listed = async (browser: Browser) =>
    ownSessionsSchema.parse((await browser.get('/api/session/list')).body).items;
  const idOf = async (browser: Browser) => (await listed(browser)).find(({ isCurrent }) => isCurrent)?.id ?? '';

  it('are listed with the one that asks, without those of others and expired ones', async () => {
    const { browser: expired } = await signIn('noor');
    const expiredId = await idOf(expired);
    await api.dataSource.query(`UPDATE session SET expires_at = now() - interval '1 s' WHERE id = $1`, [expiredId]);
    const { browser } = await signIn('noor');
    const items = await listed(browser);
    const ids = items.map(({ id }) => id);
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(ids).not.toContain(expiredId);
    expect(ids).not.toContain(await idOf(mara));
    expect(browser.cookie).not.toContain(await idOf(browser));
  });

  it('end one by one, with their sockets within a second, and the audit log says so', async () => {
    const [here, lost] = [(await signIn('noor')).browser, (await signIn('noor')).browser];
    const id = await idOf(lost);
    const socket = lost.socket();
    await new Promise<void>((resolve) => socket.once('hello', () => resolve()));
    const closed = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(performance.now())));
    const asked = performance.now();
    expect((await here.delete(`/api/session/list/${id}`)).status).toBe(204);
    expect((await closed) - asked).toBeLessThan(1_000);
    expect([(await lost.get('/api/session')).status, (await here.get('/api/session')).status]).toEqual([401, 200]);
    const told = await api.dataSource.query<unknown[]>(
      `SELECT actor_name, object_id FROM audit_entry WHERE action = 'session.revoke' ORDER BY seq`,
    );
    expect(told).toEqual([{ actor_name: 'noor', object_id: id.slice(0, 12) }]);
  });

  it('of others are out of reach, as are those that ended', async () => {
    const { browser } = await signIn('noor');
    for (const id of [await idOf(mara), 'a'.repeat(64)]) {
      const answer = await browser.delete(`/api/session/list/${id}`);
      expect([answer.status, answer.body]).toMatchObject([404, { code: 'session.not_found' }]);
    }
    expect((await mara.get('/api/session')).status).toBe(200);
    expect((await browser.delete('/api/session/list/short')).status).toBe(400);
  });
});

describe("one's own password", () => {
  const next = 'seven grey herons wade';
  const change = (browser: Browser, present: string) => browser.post('/api/session/password', { present, next });

  it('is not changed by who does not know it, nor to a weak one', async () => {
    const { browser } = await signIn('noor');
    const wrong = await change(browser, 'wrong');
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'account.wrong_password' }]);
    const weak = await browser.post('/api/session/password', { present: PASSWORD, next: 'noor-noor-noor' });
    expect([weak.status, weak.body]).toMatchObject([400, { code: 'account.weak_password' }]);
    expect((await signIn('noor')).answer.status).toBe(200);
  });

  it('takes effect once of two changes at the same moment, rotates the session and ends the others', async () => {
    const [one, two] = [(await signIn('noor')).browser, (await signIn('noor')).browser];
    const { cookie } = one;
    const answers = await Promise.all([change(one, PASSWORD), change(two, PASSWORD)]);
    // The other one found its password changed, or its session ended already.
    const statuses = answers.map(({ status }) => status).sort();
    expect([
      [200, 400],
      [200, 401],
    ]).toContainEqual(statuses);
    const [winner, loser] = answers[0].status === 200 ? [one, two] : [two, one];
    expect([(await winner.get('/api/session')).status, (await loser.get('/api/session')).status]).toEqual([200, 401]);
    const old = api.browser();
    old.cookie = cookie;
    expect((await old.get('/api/session')).status).toBe(401);
    expect((await signIn('noor')).answer.status).toBe(401);
    expect((await signIn('noor', next)).answer.status).toBe(200);
    const told = await api.dataSource.query<unknown[]>(
      `SELECT object_id, before, after FROM audit_entry WHERE action = 'account.change_password'`,
    );
    expect(told).toEqual([{ object_id: 'noor', before: null, after: null }]);
  });
});
