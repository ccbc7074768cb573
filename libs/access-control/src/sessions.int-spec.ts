import { AccountEntity } from '@tocsin/database';

import { AccessFixture, HOUR_MS, MINUTE_MS, origin } from '../testing/access-fixture';
import { Sessions } from './sessions';

let access: AccessFixture;
beforeEach(async () => (access = await AccessFixture.open()));
afterEach(() => access.close());

describe(Sessions.name, () => {
  it('by a provider ends in time for the provider to be asked again, however busy it is', async () => {
    const account = await access.setUp();
    const provider = { idToken: 'a.b.c', longestMs: HOUR_MS };
    const { token, actor } = await access.sessions.create(account, { ...origin, provider });
    access.clock.advance(59 * MINUTE_MS);
    expect(await access.sessions.find(token)).toBeDefined();
    access.clock.advance(MINUTE_MS);
    expect(await access.sessions.find(token)).toBeUndefined();
    expect([await access.sessions.revoke(actor.sessionId), await access.sessions.revoke(actor.sessionId)]).toEqual([
      'a.b.c',
      null,
    ]);
  });

  it('finds who signed in and keeps only a hash of the token', async () => {
    const { token } = await access.sessions.create(await access.setUp(), origin);
    expect(await access.sessions.find(token)).toMatchObject({ username: 'noor' });
    const stored = await access.dataSource.query<{ row: string }[]>('SELECT session::text AS row FROM session');
    expect(stored[0]?.row).not.toContain(token);
  });

  it('lives as long as it is used and ends after twelve idle hours', async () => {
    const { token } = await access.sessions.create(await access.setUp(), origin);
    access.clock.advance(11 * HOUR_MS);
    expect(await access.sessions.find(token)).toBeDefined();
    access.clock.advance(11 * HOUR_MS);
    expect(await access.sessions.find(token)).toBeDefined();
    access.clock.advance(12 * HOUR_MS);
    expect(await access.sessions.find(token)).toBeUndefined();
  });

  it('ends after a week however much it is used', async () => {
    const { token } = await access.sessions.create(await access.setUp(), origin);
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect(await access.sessions.find(token)).toBeDefined();
      access.clock.advance(8 * HOUR_MS);
    }
    expect(await access.sessions.find(token)).toBeUndefined();
  });

  it('ends at once when revoked or when the account is disabled', async () => {
    const account = await access.setUp();
    const first = await access.sessions.create(account, origin);
    const second = await access.sessions.create(account, origin);
    await access.sessions.revoke(first.actor.sessionId);
    expect(await access.sessions.find(first.token)).toBeUndefined();
    expect(await access.sessions.alive([first, second].map(({ actor }) => actor.sessionId))).toEqual(
      new Map([[second.actor.sessionId, 1]]),
    );
    await access.dataSource.getRepository(AccountEntity).update({ id: account.id }, { disabledAt: access.clock.now() });
    expect(await access.sessions.find(second.token)).toBeUndefined();
    expect(await access.sessions.alive([second.actor.sessionId])).toEqual(new Map());
  });

  it('forgets expired sessions', async () => {
    const account = await access.setUp();
    await access.sessions.create(account, origin);
    access.clock.advance(13 * HOUR_MS);
    await access.sessions.create(account, origin);
    await access.sessions.purge();
    expect(await access.dataSource.query('SELECT count(*)::int AS left FROM session')).toEqual([{ left: 1 }]);
  });
});
