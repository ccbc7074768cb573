import { Reflector } from '@nestjs/core';
import { permissionsOf } from '@tocsin/access-control';
import { roleListSchema, ROLES } from '@tocsin/api-contract';
import { AccountEntity, AuditEntryEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { everyRoute } from '../../../testing/every-route';
import { TestApi } from '../../../testing/test-api';
import { ACCESS_RULE, type AccessRule } from '../../http/access';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

async function join(username: string, roles: readonly string[]): Promise<{ browser: Browser; id: string }> {
  const { url } = (await mara.post('/api/invitations', { roles })).body as { url: string };
  const browser = await api.accept(url.split('/').at(-1) ?? '', username);
  const { id } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username });
  return { browser, id };
}

describe('roles', () => {
  it('are told with what each may do; an admin may do everything', async () => {
    const { roles } = roleListSchema.parse((await mara.get('/api/roles')).body);
    expect(roles.map(({ name }) => name)).toEqual([...ROLES]);
    expect(roles.map(({ version }) => version)).toEqual(ROLES.map(() => null));
    const admin = roles.at(-1)?.permissions ?? [];
    for (const { permissions } of roles) expect(admin).toEqual(expect.arrayContaining(permissions));
    expect(permissionsOf(['nonsense'])).toEqual([]);
  });

  it.each(ROLES)('open to a %s what they may do, and nothing else, on every route', async (role) => {
    const { browser } = await join(`the-${role}`, [role]);
    const held: readonly string[] = permissionsOf([role]);
    const reflector = new Reflector();
    for (const { method, path, handler } of everyRoute(api)) {
      const rule = reflector.get<AccessRule>(ACCESS_RULE, handler);
      if (rule.kind !== 'permission') continue;
      const { status, body } = await browser.send(method, path.replace(/:\w+/g, 'x'), { headers: {} });
      const isRefused = status === 403 && (body as { code?: string }).code === 'permission.required';
      expect([`${method} ${path}`, isRefused]).toEqual([`${method} ${path}`, !held.includes(rule.permission)]);
    }
  });

  it('are changed with effect on the next request, and live connections begin anew within a second', async () => {
    const { browser, id } = await join('idris', ['responder']);
    const socket = browser.socket();
    await new Promise((resolve) => socket.once('hello', resolve));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));
    const changedAt = performance.now();
    expect((await mara.put(`/api/accounts/${id}/roles`, { roles: ['viewer'], seenRoles: ['responder'] })).status).toBe(
      204,
    );
    const late = await mara.put(`/api/accounts/${id}/roles`, { roles: ['lead'], seenRoles: ['responder'] });
    expect([late.status, late.body]).toMatchObject([409, { code: 'account.changed', current: { roles: ['viewer'] } }]);
    expect((await browser.post('/api/incidents', { title: 'x' })).body).toMatchObject({ code: 'permission.required' });
    await closed;
    expect(performance.now() - changedAt).toBeLessThan(2_000);
    expect((await browser.get('/api/alerts')).status).toBe(200);
    const again = browser.socket();
    await new Promise((resolve) => again.once('hello', resolve));
    browser.closeSockets();
    const [entry] = await api.dataSource.getRepository(AuditEntryEntity).findBy({ action: 'account.set_roles' });
    const [before, after] = [{ roles: ['responder'] }, { roles: ['viewer'] }].map((told) => JSON.stringify(told));
    expect(entry).toMatchObject({ objectId: 'idris', before, after });
  });

  it('leave at least one admin, and nobody gives more than they have', async () => {
    const { id: maraId } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username: 'mara' });
    await api.dataSource.getRepository(AccountEntity).update({ username: 'the-admin' }, { roles: ['viewer'] });
    const demoted = await mara.put(`/api/accounts/${maraId}/roles`, { roles: ['lead'], seenRoles: ['admin'] });
    expect([demoted.status, demoted.body]).toMatchObject([409, { code: 'account.last_admin' }]);
    const { browser: lead } = await join('noor', ['lead']);
    expect((await lead.post('/api/invitations', { roles: ['engineer'] })).status).toBe(403);
    expect((await lead.post('/api/invitations', { roles: ['responder'] })).status).toBe(201);
    expect((await mara.put(`/api/accounts/${maraId}/roles`, { roles: [], seenRoles: ['admin'] })).status).toBe(400);
    expect((await mara.put(`/api/accounts/${maraId}/roles`, { roles: ['king'], seenRoles: ['admin'] })).status).toBe(
      400,
    );
  });

  it('do not matter to whoever is signed out everywhere', async () => {
    const { browser, id } = await join('tove', ['responder']);
    expect((await mara.post(`/api/accounts/${id}/sign-out`)).status).toBe(204);
    expect((await browser.get('/api/alerts')).status).toBe(401);
  });
});
