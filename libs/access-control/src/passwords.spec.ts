import { argon2Sync } from 'node:crypto';

import { TooBusyToHash } from './errors';
import { Passwords } from './passwords';

const cheap = { memoryKiB: 64, passes: 1 };
const passwords = new Passwords(cheap);

describe(Passwords.name, () => {
  it('knows the password it hashed and no other', async () => {
    const hash = await passwords.hash('a few plain words');
    expect(await passwords.verify(hash, 'a few plain words')).toBe(true);
    expect(await passwords.verify(hash, 'a few plain wordz')).toBe(false);
    expect(await passwords.verify(hash, '')).toBe(false);
  });

  it('writes PHC strings that any argon2id can check', async () => {
    const hash = await passwords.hash('p');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    const [, , , , salt, tag] = hash.split('$');
    const parameters = { message: 'p', nonce: Buffer.from(salt ?? '', 'base64'), parallelism: 1, tagLength: 32 };
    const again = argon2Sync('argon2id', { ...parameters, memory: 64, passes: 1 });
    expect(again.equals(Buffer.from(tag ?? '', 'base64'))).toBe(true);
  });

  it('never makes the same hash twice', async () => {
    expect(await passwords.hash('p')).not.toBe(await passwords.hash('p'));
  });

  it('verifies hashes of another cost', async () => {
    const older = await new Passwords({ memoryKiB: 32, passes: 2 }).hash('p');
    expect(await passwords.verify(older, 'p')).toBe(true);
  });

  it('takes composed and decomposed letters for the same', async () => {
    expect(await passwords.verify(await passwords.hash('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  it('costs 64 MiB and three passes unless told otherwise', async () => {
    expect(await new Passwords().hash('p')).toContain('$m=65536,t=3,p=1$');
  });

  it('refuses a damaged hash without showing it', async () => {
    await expect(passwords.verify('$argon2id$broken', 'p')).rejects.toThrow('damaged');
    await expect(passwords.verify('$argon2id$broken', 'p')).rejects.not.toThrow('broken');
  });

  it('lets 52 in, two of them at work, and turns the next away', async () => {
    const slow = new Passwords(cheap);
    const attempts = Array.from({ length: 53 }, () => slow.hash('p'));
    const outcomes = await Promise.allSettled(attempts);
    const turnedAway = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(turnedAway).toHaveLength(1);
    expect(turnedAway[0]?.reason).toBeInstanceOf(TooBusyToHash);
    await expect(slow.hash('p')).resolves.toBeDefined();
  });
});
