import { SourceCertificateEntity, SourceEntity } from '@tocsin/database';
import { AuditTrail } from '@tocsin/audit';
import { eventually } from '@tocsin/testing';

import { AccessFixture, HOUR_MS } from '../testing/access-fixture';
import { ApiKeys } from './api-keys';
import { SenderRegister, type SenderChanges } from './sender-register';

let access: AccessFixture;
let keys: ApiKeys;
let register: SenderRegister;
beforeEach(async () => {
  access = await AccessFixture.open();
  keys = new ApiKeys(access.dataSource, access.clock, new AuditTrail(access.clock));
  register = new SenderRegister(access.dataSource, access.clock);
});
afterEach(() => access.close());

/** What is new since then; there must be something. */
async function since(known: SenderChanges): Promise<SenderChanges> {
  const changes = await register.changes(known.version);
  if (changes === undefined) throw new Error('nothing is new');
  return changes;
}

async function all(): Promise<SenderChanges> {
  return (await register.changes()) as SenderChanges;
}

const named = ({ sources, keys: found }: SenderChanges) => [
  ...sources.map(({ name }) => name),
  ...found.map(({ id }) => id),
];

describe(SenderRegister.name, () => {
  it('tells everything to whoever knows nothing, but for keys that have ended', async () => {
    const good = await keys.create('web', { expiresAt: new Date(access.clock.now().getTime() + HOUR_MS) });
    const revoked = await keys.create('web');
    await keys.revoke(revoked.id);
    await keys.create('web', { expiresAt: new Date(access.clock.now().getTime() - HOUR_MS) });
    const changes = await all();
    expect(changes).toMatchObject({ isComplete: true, sources: [{ name: 'web', isEnabled: true, tags: [] }] });
    expect(changes.keys).toMatchObject([{ id: good.id, endsAt: access.clock.now().getTime() + HOUR_MS }]);
  });

  it('tells nothing while nothing is new, and only what is new afterwards', async () => {
    await keys.create('web');
    const before = await all();
    expect(await register.changes(before.version)).toBeUndefined();
    const { id } = await keys.create('web');
    const after = await since(before);
    expect([after.isComplete, named(after)]).toEqual([false, [id]]);
    expect(await register.changes(after.version)).toBeUndefined();
  });

  it('tells of a revoked, a rotated and a changed one', async () => {
    const { id } = await keys.create('web');
    let known = await all();
    const fresh = await keys.rotate(id, { overlapMs: HOUR_MS });
    known = await since(known);
    expect(named(known).sort()).toEqual([id, fresh.id].sort());
    await keys.revoke(id);
    known = await since(known);
    expect(known.keys).toMatchObject([{ id, endsAt: access.clock.now().getTime() }]);
    await access.dataSource.getRepository(SourceEntity).update({ name: 'web' }, { isEnabled: false });
    known = await since(known);
    expect(known).toMatchObject({ isComplete: false, sources: [{ name: 'web', isEnabled: false }], keys: [] });
  });

  it('tells of what somebody changed by hand', async () => {
    const { id } = await keys.create('web');
    let known = await all();
    await access.dataSource.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [id]);
    known = await since(known);
    expect(named(known)).toEqual([id]);
    await access.dataSource.query('DELETE FROM api_key');
    known = await since(known);
    expect(known).toMatchObject({ isComplete: true, sources: [{ name: 'web' }], keys: [] });
    await access.dataSource.query('TRUNCATE source CASCADE');
    expect(await since(known)).toMatchObject({ isComplete: true, sources: [] });
  });

  it('tells everything when certificates changed hands', async () => {
    await keys.create('web');
    const known = await all();
    await access.dataSource.getRepository(SourceCertificateEntity).insert({ subject: 'CN=web', sourceName: 'web' });
    expect(await since(known)).toMatchObject({ isComplete: true, sources: [{ certificateSubjects: ['CN=web'] }] });
  });

  it('takes the use of a key for no change', async () => {
    const { id } = await keys.create('web');
    const known = await all();
    await keys.noteUses(new Map([[id, new Date()]]));
    expect(await register.changes(known.version)).toBeUndefined();
  });

  it('tells everything to whoever knows a version this database never had', async () => {
    await keys.create('web');
    expect(await register.changes((await all()).version + 1)).toMatchObject({ isComplete: true });
  });

  it('misses nothing that was begun before it looked and stored afterwards', async () => {
    await keys.create('web');
    const known = await all();
    const slow = access.dataSource.createQueryRunner();
    await slow.startTransaction();
    await slow.query(`UPDATE source SET zone = 'Europe/Berlin' WHERE name = 'web'`);
    const quick = keys.create('mail');
    await eventually(async () => (await access.waiting()) === 1, { describe: 'the second writer waits for the first' });
    expect(await register.changes(known.version)).toBeUndefined();
    await slow.commitTransaction();
    await slow.release();
    const { id } = await quick;
    expect(named(await since(known)).sort()).toEqual([id, 'mail', 'web'].sort());
  });

  it('lets many write at once', async () => {
    const made = await Promise.all(Array.from({ length: 30 }, (_, n) => keys.create(`source-${n % 3}`)));
    await Promise.all(made.map(({ id }, n) => (n % 2 ? keys.revoke(id) : keys.rotate(id, { overlapMs: 0 }))));
    const { keys: left } = await all();
    expect(left).toHaveLength(15);
  });

  it('looks for news among 100,000 keys in no time', async () => {
    await keys.create('web');
    await access.dataSource.query(`
      INSERT INTO api_key (id, source_name, secret_hash, description, created_at)
        SELECT 'k' || n, 'web', md5(n::text) || md5(n::text), '', now() FROM generate_series(1, 100000) AS n`);
    const known = await all();
    expect(known.keys).toHaveLength(100_001);
    const { id } = await keys.create('web');
    const started = performance.now();
    const changes = await since(known);
    expect(await register.changes(changes.version)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(named(changes)).toEqual([id]);
  });
});
