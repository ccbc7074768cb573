import { isDatabaseUnavailable, SourceEntity } from '@tocsin/database';

import { AccessFixture, HOUR_MS } from '../testing/access-fixture';
import { ApiKeys } from './api-keys';

let access: AccessFixture;
beforeEach(async () => (access = await AccessFixture.open()));
afterEach(() => access.close());

describe(ApiKeys.name, () => {
  let keys: ApiKeys;
  beforeEach(() => (keys = new ApiKeys(access.dataSource, access.clock)));

  it('speaks for its source, with the zone and dialect the source has', async () => {
    const source = {
      name: 'web',
      description: '',
      dialect: 'json',
      zone: 'Europe/Berlin',
      createdAt: access.clock.now(),
    };
    await access.dataSource.getRepository(SourceEntity).insert(source);
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
    const { id, secret } = await keys.create('web', { expiresAt: new Date(access.clock.now().getTime() + HOUR_MS) });
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    access.clock.advance(HOUR_MS);
    expect(await keys.verify(`${id}:${secret}`)).toBeUndefined();
  });

  it('ends at once when revoked', async () => {
    const { id, secret } = await keys.create('web');
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    await keys.revoke(id);
    expect(await keys.verify(`${id}:${secret}`)).toBeUndefined();
    await keys.revoke(id);
    expect(await keys.list('web')).toMatchObject([{ id, revokedAt: access.clock.now() }]);
  });

  it('keeps no secret in the database', async () => {
    const { secret } = await keys.create('web');
    const stored = await access.dataSource.query<{ row: string }[]>('SELECT api_key::text AS row FROM api_key');
    expect(stored[0]?.row).not.toContain(secret);
  });

  it('goes on knowing a key while the database is away, and does not call a stranger wrong', async () => {
    const { id, secret } = await keys.create('web');
    expect(await keys.verify(`${id}:${secret}`)).toBeDefined();
    await access.dataSource.destroy();
    const elapsed = performance.now() + 60_000;
    const later = jest.spyOn(performance, 'now').mockReturnValue(elapsed);
    expect(await keys.verify(`${id}:${secret}`)).toMatchObject({ source: 'web' });
    later.mockRestore();
    const stranger = new ApiKeys(access.dataSource, access.clock);
    const failure: unknown = await stranger.verify(`${id}:${secret}`).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
    await access.dataSource.initialize();
  });
});
