import { AccountEntity, InvitationEntity } from '@tocsin/database';
import { eventually } from '@tocsin/testing';

import { AccessFixture, HOUR_MS, noor, origin } from '../testing/access-fixture';
import { CannotGivePermission, InvitationGone, UsernameTaken } from './errors';
import { Invitations } from './invitations';
import { permissionsOf } from './roles/built-in-roles';
import { hashToken } from './tokens';

let access: AccessFixture;
beforeEach(async () => (access = await AccessFixture.open()));
afterEach(() => access.close());

describe(Invitations.name, () => {
  it('sets up the first account, which may do everything', async () => {
    const account = await access.setUp();
    expect(account).toMatchObject({ username: 'noor', displayName: 'Noor' });
    expect(account.roles).toEqual(['admin']);
    expect(account.passwordHash).toMatch(/^\$argon2id\$/);
  });

  it('gives no set-up link once there is an account', async () => {
    await access.setUp();
    expect(await access.invitations.createSetup()).toBeUndefined();
  });

  it('lets only the latest set-up link work', async () => {
    const former = (await access.invitations.createSetup()) ?? '';
    const latest = (await access.invitations.createSetup()) ?? '';
    await expect(access.invitations.find(former)).rejects.toThrow(InvitationGone);
    expect((await access.invitations.find(latest)).kind).toBe('setup');
  });

  it('lets a link be used once', async () => {
    const token = (await access.invitations.createSetup()) ?? '';
    await access.invitations.accept(token, noor);
    await expect(access.invitations.accept(token, { ...noor, username: 'idris' })).rejects.toThrow(InvitationGone);
  });

  it('gives the account to one of many who use a set-up link at the same moment', async () => {
    const token = (await access.invitations.createSetup()) ?? '';
    const tries = ['a1', 'b2', 'c3', 'd4', 'e5'].map((username) =>
      access.invitations.accept(token, { ...noor, username }),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await access.dataSource.getRepository(AccountEntity).count()).toBe(1);
  });

  it('gives one account to many who use the link for a colleague at the same moment', async () => {
    const { actor } = await access.sessions.create(await access.setUp(), origin);
    const { token } = await access.invitations.create(actor);
    const { outcomes } = await access.dataSource.transaction(async (manager) => {
      // Nobody gets on before everybody has come as far as the link.
      await manager.query('SELECT 1 FROM invitation FOR UPDATE');
      const tries = ['a1', 'b2', 'c3'].map((username) => access.invitations.accept(token, { ...noor, username }));
      await eventually(async () => (await access.waiting()) === tries.length);
      return { outcomes: Promise.allSettled(tries) };
    });
    expect((await outcomes).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await access.dataSource.getRepository(AccountEntity).count()).toBe(2);
  });

  it('sets up once although two links were made at the same moment and are used at the same moment', async () => {
    const tokens = [(await access.invitations.createSetup()) ?? '', 'the-link-another-process-made'];
    const row = await access.dataSource.getRepository(InvitationEntity).findOneByOrFail({ kind: 'setup' });
    await access.dataSource.getRepository(InvitationEntity).insert({ ...row, id: hashToken(tokens[1] ?? '') });
    const { outcomes } = await access.dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
      const tries = tokens.map((token, index) =>
        access.invitations.accept(token, { ...noor, username: `noor${index}` }),
      );
      await eventually(async () => (await access.waiting()) === tries.length);
      return { outcomes: Promise.allSettled(tries) };
    });
    expect((await outcomes).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('ends after a day', async () => {
    const token = (await access.invitations.createSetup()) ?? '';
    access.clock.advance(24 * HOUR_MS);
    await expect(access.invitations.accept(token, noor)).rejects.toThrow(InvitationGone);
  });

  it('keeps the link when the name is taken or the password weak', async () => {
    const { actor } = await access.sessions.create(await access.setUp(), origin);
    const { token } = await access.invitations.create(actor);
    await expect(access.invitations.accept(token, noor)).rejects.toThrow(UsernameTaken);
    await expect(access.invitations.accept(token, { ...noor, username: 'idris', password: 'idris' })).rejects.toThrow(
      'short',
    );
    const idris = await access.invitations.accept(token, { ...noor, username: 'idris' });
    expect(idris.roles).toEqual(['responder']);
  });

  it('gives nobody more than its maker has', async () => {
    const { actor } = await access.sessions.create(await access.setUp(), origin);
    const lead = { ...actor, permissions: permissionsOf(['lead']) };
    await expect(access.invitations.create(lead, ['responder', 'engineer'])).rejects.toThrow(CannotGivePermission);
    await expect(access.invitations.create(lead, ['responder', 'viewer'])).resolves.toBeDefined();
  });

  it('lets whoever has the machine make another admin although there are accounts, which is recorded', async () => {
    const { token } = await access.invitations.recover();
    const account = await access.invitations.accept(token, { ...noor, username: 'again' });
    expect(account.roles).toEqual(['admin']);
    const rows = await access.dataSource.query<object[]>(
      `SELECT action, actor_name FROM audit_entry WHERE action = 'account.invite' ORDER BY seq DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ action: 'account.invite', actor_name: 'command line' }]);
  });
});
