import { auditPageSchema, MOST_ROLES, roleSchema, type ChangeRole } from '@tocsin/api-contract';
import { AccountEntity, RoleEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const READING: ChangeRole = { description: 'Reads at night.', permissions: ['alert.read', 'incident.read'] };
const KEEPING: ChangeRole = { description: 'Keeps people.', permissions: ['account.invite', 'account.manage'] };

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  const oidc = { issuer: 'http://127.0.0.1:1', clientId: 'tocsin', groupRoles: { nights: 'mapped' } };
  api = await TestApi.start({ databaseUrl: await testPostgresUrl(), access: { oidc } });
  mara = await api.setUp();
});
afterAll(() => api.close());

const seen = (version: number) => ({ 'if-match': `"${version}"` });
const create = (name: string, role = READING, by = mara) => by.post('/api/roles', { name, ...role });
const idOf = async (username: string) =>
  (await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username })).id;

async function join(username: string, roles: readonly string[]): Promise<Browser> {
  const { url } = (await mara.post('/api/invitations', { roles })).body as { url: string };
  return api.accept(url.split('/').at(-1) ?? '', username);
}

async function actionsOn(role: string) {
  const { body } = await mara.get(`/api/audit?object=${role}`);
  return auditPageSchema.parse(body).entries.map(({ action, before, after }) => ({ action, before, after }));
}

describe('roles of an installation', () => {
  it('are made of named permissions, given by invitations, and opened routes by', async () => {
    const made = await create('nights');
    expect([made.status, made.body, made.headers.get('etag')]).toMatchObject([201, READING, '"1"']);
    expect((await create('nights')).body).toMatchObject({ code: 'role.exists' });
    expect((await create('admin')).body).toMatchObject({ code: 'role.exists' });
    const tove = await join('tove', ['nights']);
    expect((await tove.get('/api/alerts')).status).toBe(200);
    expect((await tove.get('/api/rules')).body).toMatchObject({ code: 'permission.required' });
    expect(await actionsOn('nights')).toMatchObject([{ action: 'role.create', after: READING }]);
  });

  it('change for who saw them as they are; for requests, tokens and sockets at once', async () => {
    await create('days');
    const idris = await join('idris', ['days']);
    const made = await idris.post('/api/tokens', { name: 'x', permissions: ['incident.read'], days: 1 });
    const script = { authorization: `Bearer ${(made.body as { token: string }).token}` };
    expect((await api.browser().get('/api/incidents', script)).status).toBe(200);
    const socket = idris.socket();
    await new Promise((resolve) => socket.once('hello', resolve));
    const closed = new Promise((resolve) => socket.once('disconnect', resolve));

    const less = { ...READING, permissions: ['alert.read'] };
    const changed = await mara.put('/api/roles/days', less, seen(1));
    expect([changed.status, roleSchema.parse(changed.body).permissions]).toEqual([200, ['alert.read']]);
    expect((await idris.get('/api/incidents')).status).toBe(403);
    expect((await api.browser().get('/api/incidents', script)).status).toBe(403);
    await closed;

    const stale = await mara.put('/api/roles/days', READING, seen(1));
    expect([stale.status, stale.body]).toMatchObject([412, { code: 'role.changed', current: { version: 2 } }]);
    expect((await mara.put('/api/roles/days', READING)).status).toBe(428);
    const [{ before, after } = {}] = await actionsOn('days');
    expect([before, after]).toEqual([{ permissions: READING.permissions }, { permissions: ['alert.read'] }]);
  });

  it('are not deleted while somebody has them or is promised them', async () => {
    await create('guests');
    await mara.post('/api/invitations', { roles: ['guests'] });
    await join('noor', ['guests']);
    const used = await mara.delete('/api/roles/guests', seen(1));
    expect([used.status, used.body]).toMatchObject([409, { code: 'role.in_use' }]);
    expect((used.body as { detail: string }).detail).toContain('noor, 1 open invitation.');
    await create('mapped');
    expect((await mara.delete('/api/roles/mapped', seen(1))).body).toMatchObject({ code: 'role.in_use' });
    await create('nobody');
    expect((await mara.delete('/api/roles/nobody', seen(2))).status).toBe(412);
    expect((await mara.delete('/api/roles/nobody', seen(1))).status).toBe(204);
    expect((await mara.get('/api/roles/nobody')).status).toBe(404);
    expect((await mara.post('/api/invitations', { roles: ['nobody'] })).body).toMatchObject({ code: 'role.unknown' });
    expect((await mara.delete('/api/roles/viewer', seen(1))).body).toMatchObject({ code: 'role.fixed' });
    expect((await mara.put('/api/roles/admin', READING, seen(1))).body).toMatchObject({ code: 'role.fixed' });
  });

  it('give nobody more than who makes them has, nor power over those who may do more', async () => {
    await create('keepers', KEEPING);
    await create('strong', { ...READING, permissions: ['rule.manage'] });
    const keeper = await join('kim', ['keepers']);
    for (const refused of [
      await create('mine', { ...KEEPING, permissions: ['rule.manage'] }, keeper),
      await keeper.put('/api/roles/keepers', { ...KEEPING, permissions: ['rule.manage'] }, seen(1)),
      await keeper.put('/api/roles/strong', KEEPING, seen(1)),
      await keeper.delete('/api/roles/strong', seen(1)),
      await keeper.post('/api/invitations', { roles: ['strong'] }),
      await keeper.put(`/api/accounts/${await idOf('kim')}/roles`, { roles: ['admin'], seenRoles: ['keepers'] }),
    ])
      expect([refused.status, refused.body]).toMatchObject([403, { code: 'invitation.permission_not_yours' }]);
    const id = await idOf('mara');
    for (const verb of ['disable', 'sign-out', 'factors/reset'])
      expect((await keeper.post(`/api/accounts/${id}/${verb}`)).body).toMatchObject({ code: 'account.may_more' });
    const demoted = await keeper.put(`/api/accounts/${id}/roles`, { roles: ['keepers'], seenRoles: ['admin'] });
    expect(demoted.body).toMatchObject({ code: 'account.may_more' });
    expect((await mara.get('/api/session')).status).toBe(200);
  });

  it('cannot leave nobody who may do everything', async () => {
    const all = roleSchema.parse((await mara.get('/api/roles/admin')).body).permissions;
    await create('all', { description: 'As good as an admin.', permissions: all });
    const ada = await join('ada', ['all']);
    const id = await idOf('mara');
    expect((await ada.post(`/api/accounts/${id}/disable`)).body).toMatchObject({ code: 'account.last_admin' });
    const demoted = await ada.put(`/api/accounts/${id}/roles`, { roles: ['all'], seenRoles: ['admin'] });
    expect(demoted.body).toMatchObject({ code: 'account.last_admin' });
  });

  it('are refused when they make no sense, and when they are too many', async () => {
    const bad = [{ name: 'A b' }, { name: 'a', ...READING, permissions: ['king'] }, { name: 'a', permissions: [] }];
    for (const body of bad) expect((await mara.post('/api/roles', body)).status).toBe(400);
    const now = new Date();
    const rows = Array.from({ length: MOST_ROLES }, (_, at) => ({
      name: `r${at}`,
      ...READING,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }));
    await api.dataSource.getRepository(RoleEntity).insert(rows);
    expect((await create('one-more')).body).toMatchObject({ code: 'role.too_many' });
  });
});
