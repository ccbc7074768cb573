import { auditPageSchema, sessionSchema, signedOutSchema, signInMethodsSchema } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { allocatePorts } from '@tocsin/engines';
import { testPostgresUrl } from '@tocsin/testing';

import type { Answer, Browser } from '../../../testing/browser';
import { ForgingProvider } from '../../../testing/forging-provider';
import { PASSWORD, TestApi } from '../../../testing/test-api';
import { TestOidcProvider } from '../../../testing/test-oidc-provider';

const PUBLIC_URL = 'http://tocsin.test';
const CLIENT = {
  client_id: 'tocsin',
  client_secret: 'of the spec',
  redirect_uris: [`${PUBLIC_URL}/api/session/oidc/callback`],
  post_logout_redirect_uris: [`${PUBLIC_URL}/login`],
};
const PEOPLE = {
  'id-noor': { preferred_username: 'Noor', name: 'Noor Haddad', groups: ['soc', 'others'] },
  'id-eve': { preferred_username: 'eve', groups: ['others'] },
  'id-mara': { preferred_username: 'mara', groups: ['soc'] },
  'id-pro': { preferred_username: 'pro', groups: ['constructor', '__proto__'] },
};
const GROUP_ROLES = { soc: 'responder', leads: 'lead' };

const [port = 0] = allocatePorts(1);
const provider = new TestOidcProvider(port, CLIENT);
let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  await provider.start(PEOPLE);
  const { client_id: clientId, client_secret: clientSecret } = CLIENT;
  const scopes = 'openid profile groups';
  const oidc = { issuer: provider.issuer, clientId, clientSecret, scopes, groupRoles: GROUP_ROLES };
  api = await TestApi.start({
    databaseUrl: await testPostgresUrl(),
    api: { publicUrl: PUBLIC_URL },
    access: { oidc },
  });
  mara = await api.setUp();
});
afterAll(async () => {
  await api.close();
  await provider.stop();
});

const locationOf = ({ headers }: Answer) => new URL(headers.get('location') ?? '', PUBLIC_URL);
const problemOf = (answer: Answer) => locationOf(answer).searchParams.get('problem');

async function begin(returnTo = '/alerts?q=x') {
  const browser = api.browser();
  const answer = await browser.get(`/api/session/oidc/start?${new URLSearchParams({ returnTo }).toString()}`);
  return { browser, answer };
}

/** Goes to the provider as that person. @returns the way back, not yet gone. */
async function comeBack(name: string, returnTo?: string) {
  const { browser, answer } = await begin(returnTo);
  const { pathname, search } = new URL(await provider.signIn(locationOf(answer).href, name));
  return { browser, path: pathname + search };
}

async function signIn(name: string, returnTo?: string) {
  const { browser, path } = await comeBack(name, returnTo);
  return { browser, answer: await browser.get(path) };
}

describe('single sign-on', () => {
  it('is offered where it is configured', async () => {
    const { body } = await api.browser().get('/api/session/methods');
    expect(signInMethodsSchema.parse(body).singleSignOn).toEqual({ label: 'Continue with single sign-on' });
  });

  it('asks the provider for a code, bound to this browser by PKCE, state and nonce', async () => {
    const { answer } = await begin();
    expect(answer.status).toBe(302);
    const { searchParams } = locationOf(answer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: CLIENT.redirect_uris[0],
    });
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(searchParams.get(name)?.length).toBeGreaterThanOrEqual(40);
    const cookie = answer.headers.getSetCookie().join();
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/api/session/oidc', 'Max-Age=600'])
      expect(cookie).toContain(part);
  });

  it('makes an account with the roles of the groups at the first sign-in, and leads back', async () => {
    const { browser, answer } = await signIn('id-noor');
    expect([answer.status, locationOf(answer).pathname + locationOf(answer).search]).toEqual([302, '/alerts?q=x']);
    const { account } = sessionSchema.parse((await browser.get('/api/session')).body);
    expect(account).toMatchObject({ username: 'noor', displayName: 'Noor Haddad' });
    expect(account.permissions).toContain('alert.handle');
    const { body } = await mara.get('/api/audit?action=account.create&object=noor');
    expect(auditPageSchema.parse(body).entries).toHaveLength(1);
  });

  it('is the same account the next time, with the roles the groups give then', async () => {
    const first = await signIn('id-noor');
    provider.know({ ...PEOPLE, 'id-noor': { ...PEOPLE['id-noor'], groups: ['leads'] } });
    const second = await signIn('id-noor');
    provider.know(PEOPLE);
    const [before, after] = await Promise.all([first, second].map(({ browser }) => browser.get('/api/session')));
    const accounts = [before, after].map((answer) => sessionSchema.parse(answer?.body).account);
    expect(accounts[0]?.id).toBe(accounts[1]?.id);
    expect(accounts[1]?.permissions).toContain('audit.read');
    expect(accounts[0]?.permissions).toEqual(accounts[1]?.permissions);
  });

  it.each(['id-eve', 'id-pro'])('lets nobody in whose groups have no role: %s', async (name) => {
    const { browser, answer } = await signIn(name);
    expect(problemOf(answer)).toBe('oidc.no_role');
    expect((await browser.get('/api/session')).status).toBe(401);
    expect(await api.dataSource.getRepository(AccountEntity).countBy({ username: name.slice(3) })).toBe(0);
  });

  it('never takes a local account over by its name', async () => {
    expect(problemOf((await signIn('id-mara')).answer)).toBe('oidc.name_taken');
  });

  it('has no password: none is right, and it is said as of an unknown name', async () => {
    await signIn('id-noor');
    const post = (username: string) => api.browser().post('/api/session', { username, password: PASSWORD });
    const told = ({ status, body }: Answer) => [status, { ...(body as object), requestId: '' }];
    expect(told(await post('noor'))).toEqual(told(await post('nobody')));
  });

  it('is ended at the provider too, which leads back to the page for signing in', async () => {
    const { browser } = await signIn('id-noor');
    const { status, body } = await browser.delete('/api/session');
    const { leadsTo } = signedOutSchema.parse(body);
    expect([status, leadsTo]).toEqual([200, expect.stringContaining(`${provider.issuer}/session/end?`)]);
    const { searchParams } = new URL(leadsTo ?? '');
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC_URL}/login`);
    expect(searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
    const page = await fetch(leadsTo ?? '');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('session/end/confirm')]);
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await mara.delete('/api/session')).body).toEqual({ leadsTo: null });
    mara = await api.signedIn('mara');
  });

  it('lets no disabled account in', async () => {
    await signIn('id-noor');
    const accounts = api.dataSource.getRepository(AccountEntity);
    await accounts.update({ username: 'noor' }, { disabledAt: new Date() });
    expect(problemOf((await signIn('id-noor')).answer)).toBe('oidc.disabled');
    await accounts.update({ username: 'noor' }, { disabledAt: null });
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example'])(
    'leads home instead of to %j',
    async (returnTo) => {
      expect(locationOf((await signIn('id-noor', returnTo)).answer).href).toBe(`${PUBLIC_URL}/`);
    },
  );

  it('tells that the person refused at the provider', async () => {
    const { browser, answer } = await begin();
    const state = locationOf(answer).searchParams.get('state') ?? '';
    const iss = encodeURIComponent(provider.issuer);
    const back = await browser.get(`/api/session/oidc/callback?error=access_denied&state=${state}&iss=${iss}`);
    expect(problemOf(back)).toBe('oidc.denied');
  });
});

describe('an answer that is not for this browser', () => {
  it('is refused when another one asked', async () => {
    const { path } = await comeBack('id-noor');
    expect(problemOf(await api.browser().get(path))).toBe('oidc.expired');
    const { browser } = await begin();
    expect(problemOf(await browser.get(path))).toBe('oidc.refused');
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('is refused with another state', async () => {
    const { browser, path } = await comeBack('id-noor');
    expect(problemOf(await browser.get(path.replace(/state=[^&]*/, `state=${'x'.repeat(43)}`)))).toBe('oidc.refused');
  });

  it('is refused the second time', async () => {
    const { browser, path } = await comeBack('id-noor');
    const { cookie } = browser;
    await browser.get(path);
    const thief = api.browser();
    thief.cookie = cookie;
    expect(problemOf(await thief.get(path))).toBe('oidc.refused');
  });
});

describe('a provider that is away', () => {
  it('is said to be, and the local sign-in works', async () => {
    const [nobody = 0] = allocatePorts(1);
    const { url } = api.dataSource.options as { url: string };
    const oidc = { issuer: `http://127.0.0.1:${nobody}`, clientId: 'tocsin', groupRoles: {} };
    const other = await TestApi.start({ databaseUrl: url, access: { oidc } });
    expect(problemOf(await other.browser().get('/api/session/oidc/start'))).toBe('oidc.unavailable');
    expect((await other.browser().post('/api/session', { username: 'mara', password: PASSWORD })).status).toBe(200);
    await other.close();
  });
});

describe('an ID token', () => {
  const forger = new ForgingProvider();
  let deceived: TestApi;
  beforeAll(async () => {
    await forger.start();
    const { url } = api.dataSource.options as { url: string };
    const oidc = { issuer: forger.issuer, clientId: 'tocsin', groupRoles: GROUP_ROLES };
    deceived = await TestApi.start({ databaseUrl: url, access: { oidc } });
  });
  afterAll(async () => {
    await deceived.close();
    await forger.stop();
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const good = (nonce: string) => ({
    iss: forger.issuer,
    sub: 'x',
    aud: 'tocsin',
    iat: now(),
    exp: now() + 300,
    nonce,
    preferred_username: 'xavi',
    groups: ['soc'],
  });

  async function present(token: (nonce: string) => string): Promise<Answer> {
    const browser = deceived.browser();
    const { searchParams } = locationOf(await browser.get('/api/session/oidc/start'));
    forger.nonce = searchParams.get('nonce') ?? '';
    forger.token = token;
    return browser.get(`/api/session/oidc/callback?code=c&state=${searchParams.get('state') ?? ''}`);
  }

  it('lets in when everything is right, and when the clocks differ a little', async () => {
    for (const late of [0, 20]) {
      const answer = await present((nonce) => forger.sign({ ...good(nonce), iat: now() + late }));
      expect([answer.status, problemOf(answer)]).toEqual([302, null]);
    }
  });

  it.each([
    ['for another audience', { aud: 'another' }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['for another sign-in', { nonce: 'x'.repeat(43) }],
    ['without a nonce', { nonce: undefined }],
    ['of yesterday', { iat: 1_000_000_000, exp: 1_000_000_300 }],
  ])('%s is refused', async (_what, patch) => {
    expect(problemOf(await present((nonce) => forger.sign({ ...good(nonce), ...patch })))).toBe('oidc.refused');
  });

  it.each([
    ['signed with another key', (nonce: string) => forger.sign(good(nonce), forger.other.privateKey)],
    ['that is none', () => 'x.y.z'],
  ])('%s is refused', async (_what, token) => {
    expect(problemOf(await present(token))).toBe('oidc.refused');
  });
});
