import { newPersonalTokenSchema, personalTokensSchema, type NewPersonalToken } from '@tocsin/api-contract';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', { roles: ['responder'] })).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
afterEach(() => api.dataSource.query('DELETE FROM login_throttle'));
afterAll(() => api.close());

async function make(who: Browser, permissions: string[], name = 'nightly'): Promise<NewPersonalToken> {
  const { status, body } = await who.post('/api/tokens', { name, permissions, days: 30 });
  expect([status, body]).toEqual([201, body]);
  return newPersonalTokenSchema.parse(body);
}

/** A script on another machine: no cookie, no origin of ours. */
async function asScript(token: string, method: string, path: string, body?: object) {
  const answer = await fetch(`${api.browser().url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      origin: 'https://elsewhere.example',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: (text === '' ? undefined : JSON.parse(text)) as { code?: string; total?: number },
  };
}

describe('tokens for scripts', () => {
  it('do what they name, and nothing else their owner may', async () => {
    const { number } = await insertAlert(api.dataSource);
    const { token } = await make(noor, ['alert.read']);
    expect(token).toMatch(/^tocsin_pat_[\w-]{49}$/);
    expect(await asScript(token, 'GET', '/api/alerts')).toMatchObject({ status: 200, body: { total: 1 } });
    const refused = await asScript(token, 'POST', `/api/alerts/A-${number}/comments`, { text: 'x' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission.required' } });
  });

  it('act in the name of their owner, and the audit log says by which token', async () => {
    const { number } = await insertAlert(api.dataSource);
    const { token } = await make(noor, ['alert.handle'], 'closer');
    expect((await asScript(token, 'POST', `/api/alerts/A-${number}/comments`, { text: 'seen' })).status).toBe(200);
    const [entry] = await api.dataSource.query<{ actor_name: string }[]>(
      `SELECT actor_name FROM audit_entry WHERE action = 'alert.comment'`,
    );
    expect(entry?.actor_name).toBe('noor (token closer)');
    const { body } = await noor.get(`/api/alerts/A-${number}/history`);
    expect(body).toMatchObject({ entries: [{ by: { username: 'noor' } }] });
  });

  it('cannot have more than their owner, and lose what their owner loses', async () => {
    const beyond = await noor.post('/api/tokens', { name: 'x', permissions: ['account.manage'], days: 1 });
    expect(beyond).toMatchObject({ status: 403, body: { code: 'token.beyond_rights' } });
    const { token } = await make(noor, ['alert.handle', 'alert.read']);
    await api.dataSource.query(`UPDATE account SET roles = '{viewer}' WHERE username = 'noor'`);
    const { number } = await insertAlert(api.dataSource);
    expect((await asScript(token, 'POST', `/api/alerts/A-${number}/comments`, { text: 'x' })).status).toBe(403);
    expect((await asScript(token, 'GET', '/api/alerts')).status).toBe(200);
    await api.dataSource.query(`UPDATE account SET roles = '{responder}', disabled_at = now() WHERE username = 'noor'`);
    expect(await asScript(token, 'GET', '/api/alerts')).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    await api.dataSource.query(`UPDATE account SET disabled_at = NULL WHERE username = 'noor'`);
  });

  it('make no tokens, change no passwords and end no sessions', async () => {
    const { token } = await make(mara, ['alert.read']);
    for (const [method, path] of [
      ['POST', '/api/tokens'],
      ['GET', '/api/tokens'],
      ['POST', '/api/session/password'],
      ['GET', '/api/session/list'],
      ['GET', '/api/session'],
    ] as const)
      expect([path, await asScript(token, method, path, method === 'POST' ? {} : undefined)]).toMatchObject([
        path,
        { status: 403, body: { code: 'token.not_here' } },
      ]);
  });

  it('are told once, listed with their last use, and gone when they are revoked or have ended', async () => {
    await api.dataSource.query('DELETE FROM personal_token');
    const { id, token } = await make(mara, ['alert.read']);
    await asScript(token, 'GET', '/api/alerts');
    const list = async () => personalTokensSchema.parse((await mara.get('/api/tokens')).body).tokens;
    expect(JSON.stringify(await list())).not.toContain(token);
    expect(await list()).toMatchObject([{ id, name: 'nightly', lastUsedAt: expect.any(String) as string }]);
    expect((await noor.delete(`/api/tokens/${id}`)).status).toBe(404);
    expect((await mara.delete(`/api/tokens/${id}`)).status).toBe(204);
    expect((await asScript(token, 'GET', '/api/alerts')).status).toBe(401);
    const ended = await make(mara, ['alert.read']);
    await api.dataSource.query(`UPDATE personal_token SET expires_at = now() - interval '1 second'`);
    expect((await asScript(ended.token, 'GET', '/api/alerts')).status).toBe(401);
    expect(await list()).toEqual([]);
  });

  it('that are none are refused, and guessing is slowed', async () => {
    const { token } = await make(mara, ['alert.read']);
    const wrong = [`${token.slice(0, -1)}x`, 'tocsin_pat_', 'x', `tocsin_pat_${'A'.repeat(49)}`];
    for (const one of wrong)
      expect(await asScript(one, 'GET', '/api/alerts')).toMatchObject({ status: 401, body: { code: 'token.invalid' } });
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1) statuses.push((await asScript('x', 'GET', '/api/alerts')).status);
    expect(statuses).toContain(429);
    expect((await asScript(token, 'GET', '/api/alerts')).status).toBe(200);
  });

  it.each([
    { name: '', permissions: ['alert.read'], days: 1 },
    { name: 'x', permissions: [], days: 1 },
    { name: 'x', permissions: ['everything'], days: 1 },
    { name: 'x', permissions: ['alert.read'], days: 0 },
    { name: 'x', permissions: ['alert.read'], days: 366 },
  ])('are not made of %j', async (wish) => {
    expect((await mara.post('/api/tokens', wish)).status).toBe(400);
  });
});
