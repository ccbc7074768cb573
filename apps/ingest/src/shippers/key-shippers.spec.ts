import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ApiKeys } from '@tocsin/access-control';
import type { DatabaseReady } from '@tocsin/database';
import { SENDERS_CHANGED_FACT } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { eventually, FakeClock } from '@tocsin/testing';

import { aSender, aSenderKey, SendersInMemory } from '../testing/senders-in-memory';
import type { Credentials } from './credentials';
import { DirectoryKeeper } from './directory/directory-keeper';
import { DirectorySchedule } from './directory/directory-schedule';
import { SnapshotKeeper } from './directory/snapshot-keeper';
import { KeyShippers } from './key-shippers';
import { KeyUses } from './key-uses';

const HOUR_MS = 3_600_000;
const PEER = { peer: '203.0.113.7', forwardedFor: undefined, certificateSubject: undefined, isFromPage: false };
const PROXY = { ...PEER, peer: '127.0.0.1' };
const AWAY = () => Promise.reject(new Error('connect ECONNREFUSED'));

let clock: FakeClock;
let bus: InMemoryMessageBus;
let senders: SendersInMemory;
let keeper: DirectoryKeeper;
let schedule: DirectorySchedule;
let noteUses: jest.Mock;
let uses: KeyUses;
let shippers: KeyShippers;
let folder: string;

beforeEach(async () => {
  clock = new FakeClock();
  bus = new InMemoryMessageBus();
  senders = new SendersInMemory();
  senders.set(aSender(), aSenderKey('key', 'secret'));
  folder = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function stop(): Promise<void> {
  await schedule.onModuleDestroy();
  await keeper.onModuleDestroy();
}

/** A front end that has just been started, with the snapshot the one before has left. */
async function start(options: { anonymousSource?: string; isDatabaseThere?: boolean } = {}): Promise<void> {
  const { isDatabaseThere = true, ...more } = options;
  const settings = { keyTimeoutMs: 20, keyGraceMs: HOUR_MS, keySnapshotFile: join(folder, 'keys.json') };
  const whenReady = () => (isDatabaseThere ? Promise.resolve() : new Promise<void>(() => undefined));
  const snapshots = new SnapshotKeeper(settings, clock);
  const database = { whenReady } as DatabaseReady;
  keeper = new DirectoryKeeper(senders.register, clock, snapshots, settings);
  schedule = new DirectorySchedule(keeper, database, bus);
  jest.spyOn(keeper['log'], 'warn').mockImplementation();
  noteUses = jest.fn(() => Promise.resolve());
  uses = new KeyUses({ noteUses } as unknown as ApiKeys, clock);
  jest.spyOn(uses['log'], 'debug').mockImplementation();
  shippers = new KeyShippers(keeper, uses, clock, { trustedProxies: 'loopback', ...more });
  await keeper.onModuleInit();
  schedule.onModuleInit();
  if (isDatabaseThere) await eventually(() => keeper.whyUnusable === '', { intervalMs: 1 });
}

async function restart(...options: Parameters<typeof start>): Promise<void> {
  await stop();
  await start(...options);
}

const ask = (credentials: Partial<Credentials>) =>
  shippers.authenticate({ pair: undefined, origin: PEER, ...credentials });
const GOOD = { pair: 'key:secret' };

describe(KeyShippers.name, () => {
  it('tells whose key it is, and how the source is to be understood', async () => {
    const limits = { maxEventsPerSecond: 10, maxRequests: 2, maxBytes: null };
    const settings = { zone: 'Europe/Berlin', dialect: 'nxlog', tags: ['dmz'], isStrict: true, remembersBodies: false };
    senders.set(aSender({ name: 'vpn', ...settings, ...limits }), aSenderKey('other', 'secret', { source: 'vpn' }));
    expect(await ask(GOOD)).toMatchObject({ source: 'web', zone: 'UTC', isStrict: false, remembersBodies: true });
    expect(await ask(GOOD)).not.toHaveProperty('dialect');
    expect(await ask({ pair: 'other:secret' })).toEqual({ source: 'vpn', ...settings, limits });
  });

  it('says what to send when there is no key, and asks nobody', async () => {
    const asked = senders.asked;
    const refused = ask({});
    await expect(refused).rejects.toMatchObject({ status: 401, code: 'auth.missing' });
    await expect(refused).rejects.toThrow('Authorization: ApiKey <base64 of id:secret>');
    expect(senders.asked).toBe(asked);
  });

  it('refuses a wrong secret without repeating it, and asks nobody', async () => {
    const asked = senders.asked;
    const refused = ask({ pair: 'key:other' });
    await expect(refused).rejects.toMatchObject({ status: 401, code: 'auth.unknown_key' });
    await expect(refused).rejects.not.toThrow('other');
    expect(senders.asked).toBe(asked);
  });

  it('knows a key that was made a moment ago', async () => {
    senders.set(aSenderKey('fresh', 'secret'));
    expect(await ask({ pair: 'fresh:secret' })).toMatchObject({ source: 'web' });
  });

  it('asks the database once for a flood of keys nobody knows', async () => {
    const asked = senders.asked;
    const flood = Array.from({ length: 500 }, (_, n) =>
      ask({ pair: `bad${n}:secret` }).catch((error: unknown) => error),
    );
    for (const refused of await Promise.all(flood)) expect(refused).toMatchObject({ code: 'auth.unknown_key' });
    expect(senders.asked - asked).toBeLessThanOrEqual(2);
  });

  it('lets no more than a thousand wait for the database; the others may come again', async () => {
    let answer = (): void => undefined;
    senders.answer = () => new Promise((resolve) => (answer = () => resolve(undefined)));
    const codes: string[] = [];
    const flood = Array.from({ length: 1_200 }, (_, n) =>
      ask({ pair: `bad${n}:secret` }).catch(({ code }: { code: string }) => codes.push(code)),
    );
    await eventually(() => codes.length === 200, { intervalMs: 1 });
    expect(new Set(codes)).toEqual(new Set(['auth.unavailable']));
    answer();
    await Promise.all(flood);
  });

  it('ends a key at its time, also while the database is away', async () => {
    senders.set(aSenderKey('short', 'secret', { endsAt: clock.now().getTime() + 1_000 }));
    expect(await ask({ pair: 'short:secret' })).toBeDefined();
    senders.answer = AWAY;
    clock.advance(1_000);
    await expect(ask({ pair: 'short:secret' })).rejects.toMatchObject({ code: 'auth.unknown_key' });
  });

  it('ends a revoked key as soon as it hears of it', async () => {
    senders.set(aSenderKey('key', 'secret', { endsAt: clock.now().getTime() }));
    await bus.announce(SENDERS_CHANGED_FACT, {});
    await eventually(async () => (await ask(GOOD).catch(() => 'refused')) === 'refused', { intervalMs: 1 });
  });

  it('forgets a key that is not there any more', async () => {
    senders.keys.clear();
    senders.set(aSender());
    await bus.announce(SENDERS_CHANGED_FACT, {});
    await eventually(async () => (await ask(GOOD).catch(() => 'refused')) === 'refused', { intervalMs: 1 });
  });

  it('goes on with known keys while the database is away, for an hour', async () => {
    senders.answer = AWAY;
    clock.advance(HOUR_MS);
    expect(await ask(GOOD)).toMatchObject({ source: 'web' });
    clock.advance(1);
    await expect(ask(GOOD)).rejects.toMatchObject({ status: 503, code: 'auth.unavailable' });
  });

  it('cannot tell about unknown keys while the database is away: come again, not unauthorized', async () => {
    senders.answer = AWAY;
    await expect(ask({ pair: 'stranger:secret' })).rejects.toMatchObject({ status: 503, code: 'auth.unavailable' });
  });

  it('lets nobody wait for a database that has just failed to answer', async () => {
    senders.answer = () => new Promise(() => undefined);
    await expect(ask({ pair: 'stranger:secret' })).rejects.toMatchObject({ code: 'auth.unavailable' });
    const asked = senders.asked;
    for (let times = 0; times < 5; times += 1)
      await expect(ask({ pair: 'stranger:secret' })).rejects.toMatchObject({ code: 'auth.unavailable' });
    expect(senders.asked).toBe(asked);
    clock.advance(1_001);
    senders.answer = undefined;
    senders.set(aSenderKey('stranger', 'secret'));
    expect(await ask({ pair: 'stranger:secret' })).toMatchObject({ source: 'web' });
  });

  it('is not stopped by a disabled source, but stops it', async () => {
    senders.set(aSender({ isEnabled: false }));
    await bus.announce(SENDERS_CHANGED_FACT, {});
    await eventually(async () => (await ask(GOOD).catch((error: unknown) => error)) instanceof Error, {
      intervalMs: 1,
    });
    await expect(ask(GOOD)).rejects.toMatchObject({ status: 403, code: 'auth.disabled' });
  });

  it('lets a source send from its networks only, and believes a trusted proxy about where that is', async () => {
    senders.set(aSender({ name: 'dmz', allowedNetworks: ['203.0.113.0/24', '2001:db8::/32'] }));
    senders.set(aSenderKey('dmz', 'secret', { source: 'dmz' }));
    const from = (peer: string | undefined, forwardedFor?: string) =>
      ask({ pair: 'dmz:secret', origin: { ...PEER, peer, forwardedFor } });
    expect(await from('203.0.113.7')).toMatchObject({ source: 'dmz' });
    expect(await from('::ffff:203.0.113.7')).toMatchObject({ source: 'dmz' });
    expect(await from('127.0.0.1', '2001:db8::9')).toMatchObject({ source: 'dmz' });
    const refused = from('198.51.100.1', '203.0.113.7');
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'auth.network' });
    await expect(refused).rejects.toThrow('may not send from 198.51.100.1');
    await expect(from('127.0.0.1', '203.0.113.7, 198.51.100.1')).rejects.toMatchObject({ code: 'auth.network' });
    await expect(from(undefined)).rejects.toMatchObject({ code: 'auth.network' });
  });

  it('knows a source by the client certificate its proxy has verified, however the subject is written', async () => {
    senders.set(aSender({ name: 'vpn', certificateSubjects: ['CN=vpn-1,O=Müller'] }));
    const certificate = (certificateSubject: string, origin = PROXY) =>
      ask({ origin: { ...origin, forwardedFor: '203.0.113.7', certificateSubject } });
    expect(await certificate('CN=vpn-1,O=M\\C3\\BCller')).toMatchObject({ source: 'vpn' });
    await expect(certificate('CN=vpn-2')).rejects.toMatchObject({ status: 401, code: 'auth.unknown_certificate' });
    await expect(certificate('CN=vpn-1,O=Müller', PEER)).rejects.toMatchObject({ code: 'auth.missing' });
  });

  it('goes by the key when there is a certificate as well', async () => {
    senders.set(aSender({ name: 'vpn', certificateSubjects: ['CN=vpn'] }));
    const origin = { ...PROXY, certificateSubject: 'CN=vpn' };
    expect(await ask({ ...GOOD, origin })).toMatchObject({ source: 'web' });
    await expect(ask({ pair: 'key:wrong', origin })).rejects.toMatchObject({ code: 'auth.unknown_key' });
  });

  it('takes requests without a key from this machine only, and only if told to', async () => {
    await expect(ask({ origin: PROXY })).rejects.toMatchObject({ code: 'auth.missing' });
    await restart({ anonymousSource: 'web' });
    expect(await ask({ origin: PROXY })).toMatchObject({ source: 'web' });
    for (const origin of [PEER, { ...PROXY, forwardedFor: '203.0.113.7' }, { ...PROXY, isFromPage: true }])
      await expect(ask({ origin })).rejects.toMatchObject({ code: 'auth.missing' });
    await restart({ anonymousSource: 'nobody' });
    await expect(ask({ origin: PROXY })).rejects.toThrow('The source nobody of requests without a key is not there');
  });

  it('knows after a start without the database what was known before', async () => {
    await restart({ isDatabaseThere: false });
    expect(await ask(GOOD)).toMatchObject({ source: 'web' });
    await expect(ask({ pair: 'stranger:secret' })).rejects.toMatchObject({ code: 'auth.unavailable' });
    clock.advance(HOUR_MS + 1);
    expect(keeper.whyUnusable).toContain('the database has not answered yet');
    await expect(ask(GOOD)).rejects.toMatchObject({ code: 'auth.unavailable' });
  });

  it('notes which keys were used, and keeps that while it cannot be written', async () => {
    await ask(GOOD);
    await ask({ pair: 'key:wrong' }).catch(() => undefined);
    noteUses.mockRejectedValueOnce(new Error('away'));
    await uses.write();
    clock.advance(1_000);
    senders.set(aSenderKey('other', 'secret'));
    await ask({ pair: 'other:secret' });
    await uses.write();
    const later = clock.now();
    const earlier = new Date(later.getTime() - 1_000);
    expect(noteUses).toHaveBeenLastCalledWith(
      new Map([
        ['key', earlier],
        ['other', later],
      ]),
    );
    await uses.write();
    expect(noteUses).toHaveBeenCalledTimes(2);
  });
});
