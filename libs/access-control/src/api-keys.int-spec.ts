import { SourceEntity } from '@tocsin/database';
import { AuditTrail } from '@tocsin/audit';

import { AccessFixture, HOUR_MS } from '../testing/access-fixture';
import { ApiKeys } from './api-keys';
import { KeyEnded, KeyNotFound } from './errors';
import { SenderRegister } from './sender-register';
import { isTokenOf } from './tokens';

let access: AccessFixture;
let keys: ApiKeys;
beforeEach(async () => {
  access = await AccessFixture.open();
  keys = new ApiKeys(access.dataSource, access.clock, new AuditTrail(access.clock));
});
afterEach(() => access.close());

const later = (milliseconds: number) => new Date(access.clock.now().getTime() + milliseconds);

async function stored(id: string) {
  return (await keys.list()).find((key) => key.id === id);
}

describe(ApiKeys.name, () => {
  it('makes a key, and its source when it is new', async () => {
    const { id, secret } = await keys.create('mail', { description: 'postfix', expiresAt: later(HOUR_MS) });
    await keys.create('mail');
    expect(await access.dataSource.getRepository(SourceEntity).find()).toMatchObject([{ name: 'mail', zone: 'UTC' }]);
    const changes = await new SenderRegister(access.dataSource, access.clock).changes();
    const key = changes?.keys.find((candidate) => candidate.id === id);
    expect(key).toMatchObject({ source: 'mail', endsAt: later(HOUR_MS).getTime() });
    expect(isTokenOf(secret, key?.secretHash ?? '')).toBe(true);
    expect(isTokenOf(`${secret}x`, key?.secretHash ?? '')).toBe(false);
  });

  it('keeps no secret in the database', async () => {
    const { secret } = await keys.create('web');
    const rows = await access.dataSource.query<{ row: string }[]>('SELECT api_key::text AS row FROM api_key');
    expect(rows[0]?.row).not.toContain(secret);
  });

  it('revokes a key, once', async () => {
    const { id } = await keys.create('web');
    const revokedAt = access.clock.now();
    await keys.revoke(id);
    access.clock.advance(HOUR_MS);
    await keys.revoke(id);
    expect(await stored(id)).toMatchObject({ revokedAt });
    await expect(keys.revoke('nothing')).rejects.toThrow(KeyNotFound);
  });

  it('rotates a key: the former one ends after the overlap, or at its own end if that comes first', async () => {
    const former = await keys.create('web', { description: 'rsyslog' });
    const fresh = await keys.rotate(former.id, { overlapMs: HOUR_MS });
    expect(fresh.id).not.toBe(former.id);
    expect(await stored(fresh.id)).toMatchObject({ sourceName: 'web', description: 'rsyslog', expiresAt: null });
    expect(await stored(former.id)).toMatchObject({ expiresAt: later(HOUR_MS) });
    await keys.rotate(former.id, { overlapMs: 2 * HOUR_MS });
    expect(await stored(former.id)).toMatchObject({ expiresAt: later(HOUR_MS) });
  });

  it('rotates no key that has ended', async () => {
    const expired = await keys.create('web', { expiresAt: later(HOUR_MS) });
    const revoked = await keys.create('web');
    await keys.revoke(revoked.id);
    access.clock.advance(HOUR_MS);
    for (const { id } of [expired, revoked]) await expect(keys.rotate(id, { overlapMs: 0 })).rejects.toThrow(KeyEnded);
    await expect(keys.rotate('nothing', { overlapMs: 0 })).rejects.toThrow(KeyNotFound);
    expect(await keys.list()).toHaveLength(2);
  });

  it('notes the last use, never an older one', async () => {
    const [one, other] = [await keys.create('web'), await keys.create('web')];
    await keys.noteUses(new Map([[one.id, later(HOUR_MS)]]));
    await keys.noteUses(
      new Map([
        [one.id, later(0)],
        ['gone', later(0)],
      ]),
    );
    expect(await stored(one.id)).toMatchObject({ lastUsedAt: later(HOUR_MS) });
    expect(await stored(other.id)).toMatchObject({ lastUsedAt: null });
  });
});
