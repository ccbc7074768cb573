import { auditPageSchema, eventExportSchema, newPersonalTokenSchema, type Incident } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { anEvent, testPostgresUrl } from '@tocsin/testing';
import { setTimeout as pause } from 'node:timers/promises';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

/** What is left to somebody who is shut out, may do less, or was never named. */
let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());
afterEach(() => jest.restoreAllMocks());

async function invite(by: Browser, role: string): Promise<string> {
  const { body } = await by.post('/api/invitations', { roles: [role] });
  return (body as { url: string }).url.split('/').at(-1) ?? '';
}

const join = async (username: string, role: string) => api.accept(await invite(mara, role), username);
const idOf = async (username: string) =>
  (await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username })).id;

describe('a link made by somebody', () => {
  it('who may give that no more, or is disabled, lets nobody in', async () => {
    const lead = await join('lea', 'lead');
    const [first, second] = [await invite(lead, 'responder'), await invite(lead, 'responder')];
    expect((await api.browser().get(`/api/invitations/${first}`)).status).toBe(200);
    const roles = `/api/accounts/${await idOf('lea')}/roles`;
    await mara.put(roles, { roles: ['viewer'], seenRoles: ['lead'] });
    expect((await api.browser().get(`/api/invitations/${first}`)).body).toMatchObject({ code: 'invitation.gone' });
    const person = { username: 'sly', displayName: 'Sly', password: 'salt the garden bell' };
    expect((await api.browser().post(`/api/invitations/${first}/accept`, person)).status).toBe(404);
    await mara.put(roles, { roles: ['lead'], seenRoles: ['viewer'] });
    await mara.post(`/api/accounts/${await idOf('lea')}/disable`);
    expect((await api.browser().post(`/api/invitations/${second}/accept`, person)).status).toBe(404);
  });
});

describe('an export by a token', () => {
  it('is written to its end, and ends when the token is revoked', async () => {
    const made = await mara.post('/api/tokens', { name: 'x', permissions: ['event.export'], days: 1 });
    const { id: tokenId, token } = newPersonalTokenSchema.parse(made.body);
    const script = { authorization: `Bearer ${token}` };
    const wish = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', format: 'ndjson' };
    const start = async () =>
      eventExportSchema.parse((await api.browser().post('/api/events/exports', wish, script)).body).id;
    const stored = { id: 'e-1', event: anEvent({ message: 'x' }) };
    jest.spyOn(api.store, 'scan').mockImplementation(async function* () {
      // Longer than one look at whether it may go on.
      await pause(1_500);
      yield stored;
    });
    const whole = await api.browser().get(`/api/events/exports/${await start()}/file`, script);
    expect(whole.body).toContain('"e-1"');
    jest.spyOn(api.store, 'scan').mockImplementation(async function* () {
      for (;;) {
        yield stored;
        await pause(5);
      }
    });
    const endless = api.browser().get(`/api/events/exports/${await start()}/file`, script);
    await mara.delete(`/api/tokens/${tokenId}`);
    await expect(endless).rejects.toThrow();
  });
});

describe('a restricted incident', () => {
  it('is in the audit log with what was done, but not with its content, for those who are not named', async () => {
    const secret = 'The head of finance is the insider';
    const { number } = (await mara.post('/api/incidents', { title: secret, isRestricted: true })).body as Incident;
    const read = async (who: Browser, query: string) =>
      auditPageSchema.parse((await who.get(`/api/audit?${query}`)).body).entries;
    const ada = await join('ada', 'admin');
    const told = await read(ada, `object=${number}`);
    expect(told).toMatchObject([{ action: 'incident.create', isWithheld: true, before: null, after: null }]);
    expect(await read(ada, 'q=finance')).toEqual([]);
    expect(await read(mara, 'q=finance')).toMatchObject([{ isWithheld: false, after: { title: secret } }]);
    expect(JSON.stringify(await read(ada, 'limit=500'))).not.toContain('finance');
  });
});
