import { AccountEntity, createDataSource, isDatabaseUnavailable, migrate, SourceEntity } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { CannotGivePermission, InvitationGone, TooManyAttempts, UsernameTaken, WrongCredentials } from './errors';
import { ApiKeys } from './api-keys';
import { Invitations } from './invitations';
import { LoginThrottle } from './login-throttle';
import { Passwords } from './passwords';
import { Sessions } from './sessions';
import { SignInDesk } from './sign-in';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const origin = { userAgent: 'spec', address: '192.0.2.1' };
const noor = { username: 'noor', displayName: 'Noor', password: 'salt the garden bell' };

let dataSource: DataSource;
let clock: FakeClock;
let invitations: Invitations;
let sessions: Sessions;
let desk: SignInDesk;

beforeEach(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
  clock = new FakeClock(new Date('2026-11-24T12:00:00.000Z'));
  const passwords = new Passwords({ memoryKiB: 64, passes: 1 });
  invitations = new Invitations(dataSource, clock, passwords);
  sessions = new Sessions(dataSource, clock);
  desk = new SignInDesk(dataSource, passwords, new LoginThrottle(dataSource, clock), sessions);
  await desk.onModuleInit();
});
afterEach(() => dataSource.destroy());

async function setUp(): Promise<AccountEntity> {
  return invitations.accept((await invitations.createSetup()) ?? '', noor);
}

describe(Invitations.name, () => {
  it('sets up the first account, which may do everything', async () => {
    const account = await setUp();
    expect(account).toMatchObject({ username: 'noor', displayName: 'Noor' });
    expect(account.permissions).toContain('account.invite');
    expect(account.passwordHash).toMatch(/^\$argon2id\$/);
  });

  it('gives no set-up link once there is an account', async () => {
    await setUp();
    expect(await invitations.createSetup()).toBeUndefined();
  });

  it('lets only the latest set-up link work', async () => {
    const former = (await invitations.createSetup()) ?? '';
    const latest = (await invitations.createSetup()) ?? '';
    await expect(invitations.find(former)).rejects.toThrow(InvitationGone);
    expect((await invitations.find(latest)).kind).toBe('setup');
  });

  it('lets a link be used once', async () => {
    const token = (await invitations.createSetup()) ?? '';
    await invitations.accept(token, noor);
    await expect(invitations.accept(token, { ...noor, username: 'idris' })).rejects.toThrow(InvitationGone);
  });

  it('gives the account to one of many who use a set-up link at the same moment', async () => {
    const token = (await invitations.createSetup()) ?? '';
    const tries = ['a1', 'b2', 'c3', 'd4', 'e5'].map((username) => invitations.accept(token, { ...noor, username }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await dataSource.getRepository(AccountEntity).count()).toBe(1);
  });

  it('ends after a day', async () => {
    const token = (await invitations.createSetup()) ?? '';
    clock.advance(24 * HOUR_MS);
    await expect(invitations.accept(token, noor)).rejects.toThrow(InvitationGone);
  });

  it('keeps the link when the name is taken or the password weak', async () => {
    const { actor } = await sessions.create(await setUp(), origin);
    const { token } = await invitations.create(actor);
    await expect(invitations.accept(token, noor)).rejects.toThrow(UsernameTaken);
    await expect(invitations.accept(token, { ...noor, username: 'idris', password: 'idris' })).rejects.toThrow('short');
    const idris = await invitations.accept(token, { ...noor, username: 'idris' });
    expect(idris.permissions).not.toContain('account.invite');
  });

  it('gives nobody more than its maker has', async () => {
    const { actor } = await sessions.create(await setUp(), origin);
    const limited = { ...actor, permissions: ['account.invite', 'alert.read'] };
    await expect(invitations.create(limited, ['alert.read', 'source.manage'])).rejects.toThrow(CannotGivePermission);
    await expect(invitations.create(limited, ['alert.read'])).resolves.toBeDefined();
  });
});

describe(Sessions.name, () => {
  it('finds who signed in and keeps only a hash of the token', async () => {
    const { token } = await sessions.create(await setUp(), origin);
    expect(await sessions.find(token)).toMatchObject({ username: 'noor' });
    const stored = await dataSource.query<{ row: string }[]>('SELECT session::text AS row FROM session');
    expect(stored[0]?.row).not.toContain(token);
  });

  it('lives as long as it is used and ends after twelve idle hours', async () => {
    const { token } = await sessions.create(await setUp(), origin);
    clock.advance(11 * HOUR_MS);
    expect(await sessions.find(token)).toBeDefined();
    clock.advance(11 * HOUR_MS);
    expect(await sessions.find(token)).toBeDefined();
    clock.advance(12 * HOUR_MS);
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends after a week however much it is used', async () => {
    const { token } = await sessions.create(await setUp(), origin);
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect(await sessions.find(token)).toBeDefined();
      clock.advance(8 * HOUR_MS);
    }
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends at once when revoked or when the account is disabled', async () => {
    const account = await setUp();
    const first = await sessions.create(account, origin);
    const second = await sessions.create(account, origin);
    await sessions.revoke(first.actor.sessionId);
    expect(await sessions.find(first.token)).toBeUndefined();
    expect(await sessions.alive([first, second].map(({ actor }) => actor.sessionId))).toEqual(
      new Set([second.actor.sessionId]),
    );
    await dataSource.getRepository(AccountEntity).update({ id: account.id }, { disabledAt: clock.now() });
    expect(await sessions.find(second.token)).toBeUndefined();
    expect(await sessions.alive([second.actor.sessionId])).toEqual(new Set());
  });

  it('forgets expired sessions', async () => {
    const account = await setUp();
    await sessions.create(account, origin);
    clock.advance(13 * HOUR_MS);
    await sessions.create(account, origin);
    await sessions.purge();
    expect(await dataSource.query('SELECT count(*)::int AS left FROM session')).toEqual([{ left: 1 }]);
  });
});

describe(SignInDesk.name, () => {
  function signIn(username: string, password: string, address = origin.address) {
    return desk.signIn({ username, password }, { ...origin, address });
  }

  it('lets in by name and password, whatever the case of the name', async () => {
    await setUp();
    const { token } = await signIn('NOOR', noor.password);
    expect(await sessions.find(token)).toMatchObject({ username: 'noor' });
  });

  it('says the same to an unknown name, a wrong password and a disabled account', async () => {
    const account = await setUp();
    const said = new WrongCredentials().message;
    await expect(signIn('nobody', noor.password)).rejects.toThrow(said);
    await expect(signIn('noor', 'wrong')).rejects.toThrow(said);
    await dataSource.getRepository(AccountEntity).update({ id: account.id }, { disabledAt: clock.now() });
    await expect(signIn('noor', noor.password)).rejects.toThrow(said);
  });

  it('makes the next attempt wait after five wrong ones, twice as long each time, known name or not', async () => {
    await setUp();
    for (const name of ['noor', 'nobody']) {
      for (let tries = 0; tries < 5; tries += 1) await expect(signIn(name, 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn(name, noor.password)).rejects.toMatchObject({ retryAfterMs: 5_000 });
      clock.advance(5_000);
      await expect(signIn(name, 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn(name, noor.password)).rejects.toMatchObject({ retryAfterMs: 10_000 });
    }
  });

  it('never makes anybody wait longer than a quarter of an hour, and lets the right password in then', async () => {
    await setUp();
    for (let tries = 0; tries < 40; tries += 1) {
      await expect(signIn('noor', 'wrong')).rejects.toThrow(WrongCredentials);
      clock.advance(15 * MINUTE_MS);
    }
    await expect(signIn('noor', noor.password)).resolves.toBeDefined();
  });

  it('lets no more than five of many simultaneous guesses through', async () => {
    await setUp();
    const guesses = await Promise.allSettled(Array.from({ length: 40 }, () => signIn('noor', 'wrong')));
    const looked = guesses.filter((guess) => guess.status === 'rejected' && guess.reason instanceof WrongCredentials);
    expect(looked).toHaveLength(5);
  });

  it('does not lock a person out because somebody guesses from elsewhere', async () => {
    await setUp();
    for (let tries = 0; tries < 6; tries += 1) await signIn('noor', 'wrong', '198.51.100.7').catch(() => undefined);
    await expect(signIn('noor', noor.password)).resolves.toBeDefined();
  });

  it('slows an address that tries many names', async () => {
    await setUp();
    for (let tries = 0; tries < 50; tries += 1) {
      await expect(signIn(`name${tries}`, 'wrong')).rejects.toThrow(WrongCredentials);
    }
    await expect(signIn('another', 'wrong')).rejects.toThrow(TooManyAttempts);
    await expect(signIn('another', 'wrong', '198.51.100.7')).rejects.toThrow(WrongCredentials);
  });

  it('starts afresh after a success', async () => {
    await setUp();
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 4; tries += 1)
        await expect(signIn('noor', 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn('noor', noor.password)).resolves.toBeDefined();
    }
  });
});

describe(ApiKeys.name, () => {
  let keys: ApiKeys;
  beforeEach(() => (keys = new ApiKeys(dataSource, clock)));

  it('speaks for its source, with the zone and dialect the source has', async () => {
    const source = { name: 'web', description: '', dialect: 'json', zone: 'Europe/Berlin', createdAt: clock.now() };
    await dataSource.getRepository(SourceEntity).insert(source);
    const { id, secret } = await keys.create('web', { description: 'front end' });
    expect(await keys.verify(`${id}:${secret}`)).toEqual({
      source: 'web',
      keyId: id,
      zone: 'Europe/Berlin',
      dialect: 'json',
    });
  });

  it('makes a source that is new', async () => {
    const { id, secret } = await keys.create('mail');
    expect(await keys.verify(`${id}:${secret}`)).toMatchObject({ source: 'mail', zone: 'UTC', dialect: null });
  });

  it('is refused when wrong, unknown, damaged or hostile', async () => {
    const { id, secret } = await keys.create('web');
    const other = await keys.create('web');
    for (const pair of [
      `${id}:${other.secret}`,
      `${id}:`,
      `x:${secret}`,
      secret,
      '',
      ':',
      `${id}\u0000:${secret}`,
      `'--:x`,
    ]) {
      expect(await keys.verify(pair)).toBeUndefined();
    }
  });

  it('ends at its time', async () => {
    const { id, secret } = await keys.create('web', { expiresAt: new Date(clock.now().getTime() + HOUR_MS) });
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    clock.advance(HOUR_MS);
    expect(await keys.verify(`${id}:${secret}`)).toBeUndefined();
  });

  it('ends at once when revoked', async () => {
    const { id, secret } = await keys.create('web');
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    await keys.revoke(id);
    expect(await keys.verify(`${id}:${secret}`)).toBeUndefined();
    await keys.revoke(id);
    expect(await keys.list('web')).toMatchObject([{ id, revokedAt: clock.now() }]);
  });

  it('keeps no secret in the database', async () => {
    const { secret } = await keys.create('web');
    const stored = await dataSource.query<{ row: string }[]>('SELECT api_key::text AS row FROM api_key');
    expect(stored[0]?.row).not.toContain(secret);
  });

  it('goes on knowing a key while the database is away, and does not call a stranger wrong', async () => {
    const { id, secret } = await keys.create('web');
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    await dataSource.destroy();
    const elapsed = performance.now() + 60_000;
    const later = jest.spyOn(performance, 'now').mockReturnValue(elapsed);
    expect(await keys.verify(`${id}:${secret}`)).toMatchObject({ source: 'web' });
    later.mockRestore();
    const stranger = new ApiKeys(dataSource, clock);
    const failure: unknown = await stranger.verify(`${id}:${secret}`).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
    await dataSource.initialize();
  });
});
