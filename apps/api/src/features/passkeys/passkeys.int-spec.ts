import { auditPageSchema, passkeyOptionsSchema, passkeysSchema, signInMethodsSchema } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Answer, Browser } from '../../../testing/browser';
import { SoftAuthenticator, type Wrongs } from '../../../testing/soft-authenticator';
import { PASSWORD, TestApi } from '../../../testing/test-api';

const SITE = { id: 'tocsin.example', origin: 'https://tocsin.example' };

let api: TestApi;
let mara: Browser;
beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl(), api: { publicUrl: SITE.origin } });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function join(username: string): Promise<Browser> {
  const { body } = await mara.post('/api/invitations', {});
  return api.accept((body as { url: string }).url.split('/').at(-1) ?? '', username);
}

async function register(browser: Browser, device: SoftAuthenticator, wrongs?: Wrongs): Promise<Answer> {
  const asked = await browser.post('/api/session/factors/passkeys/options', { password: PASSWORD });
  const response = device.register(passkeyOptionsSchema.parse(asked.body), wrongs);
  return browser.post('/api/session/factors/passkeys', { name: 'Laptop', response });
}

async function options(browser: Browser) {
  return passkeyOptionsSchema.parse((await browser.post('/api/session/passkey/options')).body);
}

async function signIn(device: SoftAuthenticator, wrongs?: Wrongs): Promise<Answer> {
  const browser = api.browser();
  return browser.post('/api/session/passkey', { response: device.use(await options(browser), wrongs) });
}

/** Somebody with a passkey. */
async function withPasskey(username: string) {
  const browser = await join(username);
  const device = new SoftAuthenticator(SITE);
  expect((await register(browser, device)).status).toBe(204);
  return { browser, device };
}

const own = async (browser: Browser) =>
  passkeysSchema.parse((await browser.get('/api/session/factors/passkeys')).body).items;
const refused = [401, { code: 'session.passkey_refused' }];

describe('a passkey', () => {
  it('is registered with the password, and signs in without one', async () => {
    const { browser, device } = await withPasskey('ada');
    expect(await own(browser)).toMatchObject([{ name: 'Laptop', lastUsedAt: null }]);
    const answer = await signIn(device);
    expect([answer.status, answer.body]).toMatchObject([200, { account: { username: 'ada' } }]);
    expect(answer.headers.getSetCookie().join()).toContain('tocsin_session=');
    expect((await own(browser))[0]?.lastUsedAt).not.toBeNull();
    const { body } = await mara.get('/api/audit?action=factor.add&object=ada');
    expect(auditPageSchema.parse(body).entries).toHaveLength(1);
  });

  it('asks for the person and for a key that the device finds by itself, and names no account', async () => {
    const asked = await options(api.browser());
    expect(asked).toMatchObject({ rpId: SITE.id, userVerification: 'required' });
    expect(asked['allowCredentials'] ?? []).toEqual([]);
  });

  it('is not registered without the password', async () => {
    const { status, body } = await mara.post('/api/session/factors/passkeys/options', { password: 'wrong' });
    expect([status, body]).toMatchObject([400, { code: 'account.wrong_password' }]);
  });

  it.each([
    ['made for another site', { rpId: 'evil.example' }],
    ['made at another address', { origin: 'https://evil.example' }],
    ['made without looking at the person', { isVerified: false }],
    ['made for another challenge', { challenge: Buffer.from('x'.repeat(32)).toString('base64url') }],
  ])('%s is neither registered nor let in', async (what, wrongs) => {
    const name = `p${what.length}`;
    const { browser, device } = await withPasskey(name);
    const added = await register(browser, new SoftAuthenticator(SITE), wrongs);
    expect([added.status, added.body]).toMatchObject([400, { code: 'factor.passkey_refused' }]);
    const { status, body } = await signIn(device, wrongs);
    expect([status, body]).toMatchObject(refused);
  });

  it('is refused when it counts backwards, as a copy would', async () => {
    const { device } = await withPasskey('bo');
    expect((await signIn(device, { counter: 7 })).status).toBe(200);
    for (const counter of [7, 6]) {
      const { status, body } = await signIn(device, { counter });
      expect([status, body]).toMatchObject(refused);
    }
    expect((await signIn(device, { counter: 8 })).status).toBe(200);
  });

  it('answers each challenge once', async () => {
    const { device } = await withPasskey('cy');
    const browser = api.browser();
    const asked = await options(browser);
    const sent = [device.use(asked), device.use(asked)];
    const answers = await Promise.all(sent.map((response) => browser.post('/api/session/passkey', { response })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  it('answers no challenge of a registration', async () => {
    const { browser, device } = await withPasskey('dan');
    const asked = await browser.post('/api/session/factors/passkeys/options', { password: PASSWORD });
    const response = device.use(passkeyOptionsSchema.parse(asked.body));
    expect((await browser.post('/api/session/passkey', { response })).status).toBe(401);
  });

  it('that is unknown, removed or of a disabled account is refused in the same words', async () => {
    const { browser, device } = await withPasskey('eli');
    const accounts = api.dataSource.getRepository(AccountEntity);
    const told = async (one: SoftAuthenticator) => {
      const { status, body } = await signIn(one);
      return [status, { ...(body as object), requestId: '' }];
    };
    const unknown = await told(new SoftAuthenticator(SITE));
    await accounts.update({ username: 'eli' }, { disabledAt: new Date() });
    expect(await told(device)).toEqual(unknown);
    await accounts.update({ username: 'eli' }, { disabledAt: null });
    const [{ id } = { id: '' }] = await own(browser);
    const wrong = await browser.post('/api/session/factors/passkeys/remove', { id, password: 'wrong' });
    expect(wrong.body).toMatchObject({ code: 'account.wrong_password' });
    expect((await browser.post('/api/session/factors/passkeys/remove', { id, password: PASSWORD })).status).toBe(204);
    expect(await told(device)).toEqual(unknown);
  });

  it('of somebody else cannot be removed or taken', async () => {
    const { browser, device } = await withPasskey('fay');
    const [{ id } = { id: '' }] = await own(browser);
    const gus = await join('gus');
    const removed = await gus.post('/api/session/factors/passkeys/remove', { id, password: PASSWORD });
    expect([removed.status, removed.body]).toMatchObject([404, { code: 'factor.passkey_not_found' }]);
    expect((await register(gus, device)).body).toMatchObject({ code: 'factor.passkey_refused' });
  });

  it('goes with the other factors when an admin resets them', async () => {
    const { device } = await withPasskey('hal');
    const { id } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'hal' });
    await mara.post(`/api/accounts/${id}/factors/reset`);
    expect((await signIn(device)).status).toBe(401);
  });

  it.each([{}, { response: {} }, { response: 'x' }, { response: { id: '../x', type: 'public-key' } }])(
    'that is none is refused: %j',
    async (body) => {
      expect((await api.browser().post('/api/session/passkey', body)).status).toBe(400);
    },
  );
});

describe('without a public address', () => {
  it('passkeys are possible at localhost, and not at an address', async () => {
    const { url } = api.dataSource.options as { url: string };
    const local = await TestApi.start({ databaseUrl: url });
    const methods = async (at: string) =>
      signInMethodsSchema.parse(await (await fetch(`${at}/api/session/methods`)).json()).passkeys;
    expect(await methods(local.url.replace('127.0.0.1', 'localhost'))).toBe(true);
    expect(await methods(local.url)).toBe(false);
    const answer = await local.browser().post('/api/session/passkey/options');
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'passkey.no_name' }]);
    await local.close();
  });
});
