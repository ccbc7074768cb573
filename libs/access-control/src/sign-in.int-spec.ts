import { AccountEntity } from '@tocsin/database';

import { AccessFixture, MINUTE_MS, noor, origin } from '../testing/access-fixture';
import { TooManyAttempts, WrongCredentials } from './errors';
import { SignInDesk } from './sign-in';

let access: AccessFixture;
beforeEach(async () => (access = await AccessFixture.open()));
afterEach(() => access.close());

describe(SignInDesk.name, () => {
  function signIn(username: string, password: string, address = origin.address) {
    return access.signIn(username, password, address);
  }

  it('lets in by name and password, whatever the case of the name', async () => {
    await access.setUp();
    const { token } = await signIn('NOOR', noor.password);
    expect(await access.sessions.find(token)).toMatchObject({ username: 'noor' });
  });

  it('says the same to an unknown name, a wrong password and a disabled account', async () => {
    const account = await access.setUp();
    const said = new WrongCredentials().message;
    await expect(signIn('nobody', noor.password)).rejects.toThrow(said);
    await expect(signIn('noor', 'wrong')).rejects.toThrow(said);
    await access.dataSource.getRepository(AccountEntity).update({ id: account.id }, { disabledAt: access.clock.now() });
    await expect(signIn('noor', noor.password)).rejects.toThrow(said);
  });

  it('works as hard for an unknown name as for a known one', async () => {
    const account = await access.setUp();
    access.passwords.verified.length = 0;
    await expect(signIn('noor', 'wrong')).rejects.toThrow(WrongCredentials);
    await expect(signIn('nobody', 'wrong')).rejects.toThrow(WrongCredentials);
    const costs = access.passwords.verified.map((hash) => hash.split('$').slice(0, 4));
    expect(access.passwords.verified[0]).toBe(account.passwordHash);
    expect(costs).toEqual([costs[0], costs[0]]);
  });

  it('makes the next attempt wait after five wrong ones, twice as long each time, known name or not', async () => {
    await access.setUp();
    for (const name of ['noor', 'nobody']) {
      for (let tries = 0; tries < 5; tries += 1) await expect(signIn(name, 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn(name, noor.password)).rejects.toMatchObject({ retryAfterMs: 5_000 });
      access.clock.advance(5_000);
      await expect(signIn(name, 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn(name, noor.password)).rejects.toMatchObject({ retryAfterMs: 10_000 });
    }
  });

  it('never makes anybody wait longer than a quarter of an hour, and lets the right password in then', async () => {
    await access.setUp();
    for (let tries = 0; tries < 40; tries += 1) {
      await expect(signIn('noor', 'wrong')).rejects.toThrow(WrongCredentials);
      access.clock.advance(15 * MINUTE_MS);
    }
    await expect(signIn('noor', noor.password)).resolves.toBeDefined();
  });

  it('lets no more than five of many simultaneous guesses through', async () => {
    await access.setUp();
    const guesses = await Promise.allSettled(Array.from({ length: 40 }, () => signIn('noor', 'wrong')));
    const looked = guesses.filter((guess) => guess.status === 'rejected' && guess.reason instanceof WrongCredentials);
    expect(looked).toHaveLength(5);
  });

  it('does not lock a person out because somebody guesses from elsewhere', async () => {
    await access.setUp();
    for (let tries = 0; tries < 6; tries += 1) await signIn('noor', 'wrong', '198.51.100.7').catch(() => undefined);
    await expect(signIn('noor', noor.password)).resolves.toBeDefined();
  });

  it('slows an address that tries many names', async () => {
    await access.setUp();
    for (let tries = 0; tries < 50; tries += 1) {
      await expect(signIn(`name${tries}`, 'wrong')).rejects.toThrow(WrongCredentials);
    }
    await expect(signIn('another', 'wrong')).rejects.toThrow(TooManyAttempts);
    await expect(signIn('another', 'wrong', '198.51.100.7')).rejects.toThrow(WrongCredentials);
  });

  it('starts afresh after a success', async () => {
    await access.setUp();
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 4; tries += 1)
        await expect(signIn('noor', 'wrong')).rejects.toThrow(WrongCredentials);
      await expect(signIn('noor', noor.password)).resolves.toBeDefined();
    }
  });

  it.each([
    ['the password was changed', { passwordHash: 'another' }],
    ['the account was disabled', { disabledAt: new Date('2026-11-24T12:00:00Z') }],
  ])('starts no session when, after the old one was checked, %s', async (_what, change) => {
    const { id } = await access.setUp();
    const verify = access.passwords.verify.bind(access.passwords);
    access.passwords.verify = async (hash, password) => {
      const isRight = await verify(hash, password);
      await access.dataSource.getRepository(AccountEntity).update({ id }, change);
      return isRight;
    };
    await expect(signIn('noor', noor.password)).rejects.toThrow(WrongCredentials);
    expect(await access.dataSource.query('SELECT 1 FROM session')).toEqual([]);
  });
});
