import { AuditTrail } from '@tocsin/audit';
import { AccountEntity, AuditEntryEntity, RoleEntity, SessionEntity } from '@tocsin/database';

import { AccessFixture, origin } from '../../testing/access-fixture';
import { NoRoleForGroups } from './errors';
import { OidcAccounts } from './oidc-accounts';

let access: AccessFixture;
let oidc: OidcAccounts;

beforeEach(async () => {
  access = await AccessFixture.open();
  oidc = new OidcAccounts(access.dataSource, access.desk, access.sessions, new AuditTrail(access.clock));
});
afterEach(() => access.close());

const signIn = (roles: readonly string[], username = 'tove') =>
  oidc.signIn({ issuer: 'https://id.example', subject: username, username, displayName: username, roles }, origin);
const account = (username = 'tove') => access.dataSource.getRepository(AccountEntity).findOneByOrFail({ username });

describe(OidcAccounts.name, () => {
  it('gives roles of the installation too, and passes over those that do not exist', async () => {
    const [createdAt, updatedAt] = [new Date(), new Date()];
    const role = { name: 'nights', description: 'x', permissions: ['rule.manage'], version: 1, createdAt, updatedAt };
    await access.dataSource.getRepository(RoleEntity).insert(role);
    const { actor } = await signIn(['nights', 'gone']);
    expect(actor.permissions).toEqual(['rule.manage']);
    expect((await account()).roles).toEqual(['nights']);
    await expect(signIn(['gone'], 'idris')).rejects.toThrow(NoRoleForGroups);
    expect(await access.dataSource.getRepository(AccountEntity).countBy({ username: 'idris' })).toBe(0);
  });

  it('signs out everywhere, and takes the roles of, who has lost every group', async () => {
    await access.setUp();
    const { token } = await signIn(['admin']);
    await expect(signIn([])).rejects.toThrow(NoRoleForGroups);
    expect(await access.sessions.find(token)).toBeUndefined();
    expect([await account(), await access.dataSource.getRepository(SessionEntity).count()]).toMatchObject([
      { roles: [], rightsVersion: 2 },
      0,
    ]);
    const told = await access.dataSource.getRepository(AuditEntryEntity).findBy({ action: 'account.set_roles' });
    expect(told).toMatchObject([{ before: '{"roles":["admin"]}', after: '{"roles":[]}' }]);
    expect((await signIn(['viewer'])).actor.permissions).toContain('alert.read');
  });

  it('leaves the last admin what they have', async () => {
    await signIn(['admin']);
    expect((await signIn([])).actor.permissions).toContain('account.manage');
    expect((await signIn(['viewer'])).actor.permissions).toContain('account.manage');
    await signIn(['admin'], 'idris');
    expect((await signIn(['viewer'])).actor.permissions).not.toContain('account.manage');
  });
});
