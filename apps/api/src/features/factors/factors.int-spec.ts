import {
  auditPageSchema,
  codeNeededSchema,
  factorsSchema,
  newAuthenticatorSchema,
  recoveryCodesSchema,
} from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';
import { URI, type TOTP } from 'otpauth';

import type { Answer, Browser } from '../../../testing/browser';
import { PASSWORD, TestApi } from '../../../testing/test-api';

const STEP_MS = 30_000;

let api: TestApi;
let mara: Browser;
beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

/** Of an app whose clock is wrong by some steps. */
function codeOf(uri: string, steps = 0): string {
  return (URI.parse(uri) as TOTP).generate({ timestamp: Date.now() + steps * STEP_MS });
}

async function join(username: string): Promise<Browser> {
  const { body } = await mara.post('/api/invitations', {});
  return api.accept((body as { url: string }).url.split('/').at(-1) ?? '', username);
}

/** Sets an app up with the code of now; that of the next step is taken too, and left for the sign-in. */
async function setUpApp(browser: Browser): Promise<{ uri: string; recoveryCodes: string[] }> {
  const begun = await browser.post('/api/session/factors/authenticator', { password: PASSWORD });
  const { uri } = newAuthenticatorSchema.parse(begun.body);
  const confirmed = await browser.post('/api/session/factors/authenticator/confirm', { code: codeOf(uri) });
  return { uri, ...recoveryCodesSchema.parse(confirmed.body) };
}

async function firstStep(username: string): Promise<{ browser: Browser; ticket: string }> {
  const browser = api.browser();
  const answer = await browser.post('/api/session', { username, password: PASSWORD });
  return { browser, ticket: codeNeededSchema.parse(answer.body).ticket };
}

function enter(browser: Browser, ticket: string, code: string): Promise<Answer> {
  return browser.post('/api/session/code', { ticket, code });
}

async function actions(username: string): Promise<string[]> {
  const { body } = await mara.get(`/api/audit?action=factor&object=${username}`);
  return auditPageSchema.parse(body).entries.map(({ action }) => action);
}

describe('an authenticator app', () => {
  it('is asked for after the password, and its code gives the session', async () => {
    const ada = await join('ada');
    const { uri, recoveryCodes } = await setUpApp(ada);
    expect(new Set(recoveryCodes).size).toBe(10);
    const { browser, ticket } = await firstStep('ada');
    expect(browser.cookie).toBeUndefined();
    expect((await browser.get('/api/session')).status).toBe(401);
    const answer = await enter(browser, ticket, codeOf(uri, 1));
    expect([answer.status, answer.body]).toMatchObject([200, { account: { username: 'ada' } }]);
    expect((await browser.get('/api/session')).status).toBe(200);
    expect(await actions('ada')).toEqual(['factor.add']);
  });

  it('takes no code twice, in whatever sign-in, and no ticket twice', async () => {
    const { uri } = await setUpApp(await join('bo'));
    const [first, second] = [await firstStep('bo'), await firstStep('bo')];
    const code = codeOf(uri, 1);
    expect((await enter(first.browser, first.ticket, code)).status).toBe(200);
    expect((await enter(second.browser, second.ticket, code)).body).toMatchObject({ code: 'session.wrong_code' });
    const again = await enter(api.browser(), first.ticket, codeOf(uri, 1));
    expect([again.status, again.body]).toMatchObject([401, { code: 'session.step_ended' }]);
  });

  it('lets one of many in who use one code at the same moment', async () => {
    const { uri } = await setUpApp(await join('cy'));
    const steps = await Promise.all([firstStep('cy'), firstStep('cy'), firstStep('cy')]);
    const code = codeOf(uri, 1);
    const answers = await Promise.all(steps.map(({ browser, ticket }) => enter(browser, ticket, code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  });

  it('takes no code of long ago', async () => {
    const { uri } = await setUpApp(await join('dan'));
    const { browser, ticket } = await firstStep('dan');
    for (const steps of [-4, 4])
      expect((await enter(browser, ticket, codeOf(uri, steps))).body).toMatchObject({ code: 'session.wrong_code' });
  });

  it('makes who guesses codes wait, also with a new ticket', async () => {
    const { uri } = await setUpApp(await join('eli'));
    const { browser, ticket } = await firstStep('eli');
    for (let tries = 0; tries < 5; tries += 1) expect((await enter(browser, ticket, 'aaaa-bbbb')).status).toBe(401);
    const next = await firstStep('eli');
    const { status, body, headers } = await enter(next.browser, next.ticket, codeOf(uri, 1));
    expect([status, body]).toMatchObject([429, { code: 'session.too_many_attempts' }]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('says nothing of itself to who does not know the password', async () => {
    await setUpApp(await join('fay'));
    const wrong = await api.browser().post('/api/session', { username: 'fay', password: 'wrong' });
    const unknown = await api.browser().post('/api/session', { username: 'nobody', password: 'wrong' });
    const told = ({ status, body }: Answer) => [status, { ...(body as object), requestId: '' }];
    expect(told(wrong)).toEqual(told(unknown));
  });

  it('is set up and removed only with the password', async () => {
    const gus = await join('gus');
    const refused = await gus.post('/api/session/factors/authenticator', { password: 'wrong' });
    expect(refused.body).toMatchObject({ code: 'account.wrong_password' });
    await setUpApp(gus);
    for (const path of ['authenticator/remove', 'recovery-codes']) {
      const { status, body } = await gus.post(`/api/session/factors/${path}`, { password: 'wrong' });
      expect([status, body]).toMatchObject([400, { code: 'account.wrong_password' }]);
    }
    expect((await gus.post('/api/session/factors/authenticator/remove', { password: PASSWORD })).status).toBe(204);
    expect(factorsSchema.parse((await gus.get('/api/session/factors')).body)).toEqual({
      authenticator: null,
      recoveryCodesLeft: 0,
    });
    expect((await api.browser().post('/api/session', { username: 'gus', password: PASSWORD })).body).toMatchObject({
      account: { username: 'gus' },
    });
    expect(await actions('gus')).toEqual(['factor.remove', 'factor.add']);
  });

  it('does not count before its first code', async () => {
    const hal = await join('hal');
    await hal.post('/api/session/factors/authenticator', { password: PASSWORD });
    const wrong = await hal.post('/api/session/factors/authenticator/confirm', { code: 'abcdef' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { code: 'factor.wrong_code' }]);
    const answer = await api.browser().post('/api/session', { username: 'hal', password: PASSWORD });
    expect(answer.body).toMatchObject({ account: { username: 'hal' } });
  });

  it('is there once', async () => {
    const ida = await join('ida');
    await setUpApp(ida);
    const { status, body } = await ida.post('/api/session/factors/authenticator', { password: PASSWORD });
    expect([status, body]).toMatchObject([409, { code: 'factor.authenticator_there' }]);
  });

  it('keeps its secret unreadable in the database', async () => {
    const { uri } = await setUpApp(await join('jan'));
    const { secret } = URI.parse(uri);
    const rows = await api.dataSource.query<{ sealed_secret: Buffer }[]>('SELECT sealed_secret FROM authenticator');
    for (const { sealed_secret: sealed } of rows) {
      expect(sealed.includes(secret.base32)).toBe(false);
      expect(sealed.includes(Buffer.from(secret.bytes))).toBe(false);
    }
  });

  it('ends an unfinished sign-in when the account is disabled or its password changed', async () => {
    const { uri } = await setUpApp(await join('kim'));
    const { browser, ticket } = await firstStep('kim');
    const accounts = api.dataSource.getRepository(AccountEntity);
    for (const change of [{ disabledAt: new Date() }, { disabledAt: null, passwordHash: 'another' }]) {
      await accounts.update({ username: 'kim' }, change);
      expect((await enter(browser, ticket, codeOf(uri, 1))).body).toMatchObject({ code: 'session.step_ended' });
    }
  });

  it('cannot be set up without a key of the installation', async () => {
    const { url } = api.dataSource.options as { url: string };
    const keyless = await TestApi.start({ databaseUrl: url, access: { secretKey: undefined } });
    const browser = await keyless.signedIn('mara');
    const { status, body } = await browser.post('/api/session/factors/authenticator', { password: PASSWORD });
    expect([status, body]).toMatchObject([503, { code: 'factor.no_key' }]);
    await keyless.close();
  });
});

describe('a recovery code', () => {
  it('takes the place of the app once, however it is written, and is recorded', async () => {
    const lea = await join('lea');
    const [code = ''] = (await setUpApp(lea)).recoveryCodes;
    const first = await firstStep('lea');
    expect((await enter(first.browser, first.ticket, ` ${code.toUpperCase().replaceAll('-', ' ')}`)).status).toBe(200);
    expect(factorsSchema.parse((await lea.get('/api/session/factors')).body).recoveryCodesLeft).toBe(9);
    const second = await firstStep('lea');
    expect((await enter(second.browser, second.ticket, code)).body).toMatchObject({ code: 'session.wrong_code' });
    expect(await actions('lea')).toEqual(['factor.use_recovery_code', 'factor.add']);
  });

  it('is good no more when new ones were made', async () => {
    const max = await join('max');
    const [former = ''] = (await setUpApp(max)).recoveryCodes;
    const renewed = await max.post('/api/session/factors/recovery-codes', { password: PASSWORD });
    const [next = ''] = recoveryCodesSchema.parse(renewed.body).recoveryCodes;
    const { browser, ticket } = await firstStep('max');
    expect((await enter(browser, ticket, former)).status).toBe(401);
    expect((await enter(browser, ticket, next)).status).toBe(200);
  });

  it('is not in the database as it is', async () => {
    const { recoveryCodes } = await setUpApp(await join('nat'));
    const rows = await api.dataSource.query<{ hash: string }[]>('SELECT hash FROM recovery_code');
    const kept = rows.map(({ hash }) => hash);
    for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});

describe('somebody who lost everything', () => {
  it('gets in by the password alone after an admin reset the factors', async () => {
    const oli = await join('oli');
    await setUpApp(oli);
    const { id } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'oli' });
    expect((await oli.post(`/api/accounts/${id}/factors/reset`)).status).toBe(403);
    expect((await mara.post(`/api/accounts/${id}/factors/reset`)).status).toBe(204);
    const answer = await api.browser().post('/api/session', { username: 'oli', password: PASSWORD });
    expect(answer.body).toMatchObject({ account: { username: 'oli' } });
    expect((await actions('oli'))[0]).toBe('factor.reset');
  });

  it('does not reset the own factors, which would need no password', async () => {
    const { id } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'mara' });
    const { status, body } = await mara.post(`/api/accounts/${id}/factors/reset`);
    expect([status, body]).toMatchObject([409, { code: 'factor.own' }]);
    const unknown = await mara.post('/api/accounts/00000000-0000-4000-8000-000000000000/factors/reset');
    expect([unknown.status, unknown.body]).toMatchObject([404, { code: 'account.not_found' }]);
  });
});

describe('hostile input', () => {
  it.each([
    ['no ticket', { code: '123456' }],
    ['a ticket that is none', { ticket: 'x', code: '123456' }],
    ['a code that is a number', { ticket: 'x'.repeat(43), code: 123456 }],
    ['a code as long as a novel', { ticket: 'x'.repeat(43), code: '1'.repeat(100_000) }],
    ['more than is asked for', { ticket: 'x'.repeat(43), code: '123456', isAdmin: true }],
  ])('%s is refused', async (_what, body) => {
    expect((await api.browser().post('/api/session/code', body)).status).toBe(400);
  });

  it('a ticket of nobody is as one that ended', async () => {
    const answer = await enter(api.browser(), 'x'.repeat(43), '123456');
    expect([answer.status, answer.body]).toMatchObject([401, { code: 'session.step_ended' }]);
  });
});
