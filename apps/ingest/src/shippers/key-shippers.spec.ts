import type { ApiKeys, KeyIdentity } from '@tocsin/access-control';
import { FakeClock } from '@tocsin/testing';

import { KeyShippers } from './key-shippers';

const IDENTITY: KeyIdentity = { source: 'web', keyId: 'id', zone: 'UTC', dialect: null };
const GOOD = { pair: 'id:secret' };
const OTHER = { pair: 'id:other' };
const options = { keyTimeoutMs: 20, keyGraceMs: 3_600_000, keyCacheSize: 10 };

let verify: jest.Mock<Promise<KeyIdentity | undefined>, [string]>;
let clock: FakeClock;
let shippers: KeyShippers;
beforeEach(() => {
  verify = jest.fn((pair: string) => Promise.resolve(pair === 'id:secret' ? IDENTITY : undefined));
  clock = new FakeClock();
  shippers = new KeyShippers({ verify } as unknown as ApiKeys, clock, options);
  jest.spyOn(shippers['log'], 'warn').mockImplementation();
});

const away = () => verify.mockRejectedValue(new Error('connect ECONNREFUSED'));

describe(KeyShippers.name, () => {
  it('tells whose key it is', async () => {
    expect(await shippers.authenticate(GOOD)).toEqual({ source: 'web', zone: 'UTC' });
    verify.mockResolvedValue({ ...IDENTITY, dialect: 'nxlog' });
    expect(await shippers.authenticate(GOOD)).toEqual({ source: 'web', zone: 'UTC', dialect: 'nxlog' });
  });

  it('says what to send when there is no key, and asks nobody', async () => {
    const refused = shippers.authenticate({ pair: undefined });
    await expect(refused).rejects.toMatchObject({ status: 401, code: 'auth.missing' });
    await expect(refused).rejects.toThrow('Authorization: ApiKey <base64 of id:secret>');
    expect(verify).not.toHaveBeenCalled();
  });

  it('refuses a wrong key without repeating it', async () => {
    const refused = shippers.authenticate(OTHER);
    await expect(refused).rejects.toMatchObject({ status: 401, code: 'auth.unknown_key' });
    await expect(refused).rejects.not.toThrow('other');
  });

  it('goes on with known keys while the database is away, for an hour', async () => {
    await shippers.authenticate(GOOD);
    away();
    expect(await shippers.authenticate(GOOD)).toMatchObject({ source: 'web' });
    clock.advance(3_600_001);
    await expect(shippers.authenticate(GOOD)).rejects.toMatchObject({ status: 503, code: 'auth.unavailable' });
  });

  it('cannot tell about unknown keys while the database is away: come again, not unauthorized', async () => {
    await shippers.authenticate(GOOD);
    away();
    await expect(shippers.authenticate(OTHER)).rejects.toMatchObject({ status: 503, code: 'auth.unavailable' });
  });

  it('waits for a database that does not answer only once a second', async () => {
    await shippers.authenticate(GOOD);
    verify.mockReturnValue(new Promise(() => undefined));
    for (let times = 0; times < 5; times += 1) await shippers.authenticate(GOOD);
    expect(verify).toHaveBeenCalledTimes(2);
    clock.advance(1_001);
    await shippers.authenticate(GOOD);
    expect(verify).toHaveBeenCalledTimes(3);
  });

  it('forgets a key as soon as it was revoked', async () => {
    await shippers.authenticate(GOOD);
    verify.mockResolvedValue(undefined);
    await expect(shippers.authenticate(GOOD)).rejects.toMatchObject({ status: 401 });
    away();
    await expect(shippers.authenticate(GOOD)).rejects.toMatchObject({ status: 503 });
  });

  it('keeps no secret in memory', async () => {
    await shippers.authenticate(GOOD);
    expect(JSON.stringify([...shippers['verified'].entries()])).not.toContain('secret');
  });
});
