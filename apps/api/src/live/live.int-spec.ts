import { AccountEntity, AlertEntity, SessionEntity } from '@tocsin/database';
import { TAIL_LINES_FACT, TAIL_WANTED_FACT } from '@tocsin/messaging';
import { InMemoryBroker } from '@tocsin/messaging/testing';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../testing/an-alert';
import type { Browser } from '../../testing/browser';
import { Heard } from '../../testing/heard';
import { TestApi } from '../../testing/test-api';
import { LiveSockets } from './live-sockets';

let api: TestApi;
/** A second instance of the same system. */
let other: TestApi;
let mara: Browser;
const browsers: Browser[] = [];

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const broker = new InMemoryBroker();
  api = await TestApi.start({ databaseUrl, broker });
  other = await TestApi.start({ databaseUrl, broker });
  mara = await api.setUp();
});
afterEach(() => {
  for (const browser of browsers.splice(0)) browser.closeSockets();
});
afterAll(async () => {
  await api.close();
  await other.close();
});

async function signIn(at = api, username = 'mara'): Promise<Browser> {
  const browser = await at.signedIn(username);
  browsers.push(browser);
  return browser;
}

async function listen(browser: Browser, ...how: Parameters<Browser['socket']>): Promise<Heard> {
  browsers.push(browser);
  const heard = new Heard(browser.socket(...how));
  await heard.until('status');
  return heard;
}

describe('the door', () => {
  it.each(['websocket', 'polling'] as const)('greets who is signed in, by %s', async (transport) => {
    const heard = await listen(await signIn(), {}, transport);
    expect(heard.messages.slice(0, 2).map(({ name }) => name)).toEqual(['hello', 'status']);
  });

  it.each(['websocket', 'polling'] as const)(
    'refuses pages of other sites at the handshake, by %s',
    async (transport) => {
      const browser = await signIn();
      const heard = new Heard(browser.socket({ origin: 'https://evil.example' }, transport));
      expect(await heard.untilClosed()).toMatch(/error/);
      expect(heard.messages).toEqual([]);
      const handshake = await browser.get('/ws/?EIO=4&transport=polling', { origin: 'https://evil.example' });
      expect(handshake.status).toBe(403);
    },
  );

  it('refuses who has no session at the handshake', async () => {
    expect((await api.browser().get('/ws/?EIO=4&transport=polling')).status).toBe(403);
  });

  it('tells who has an ended session, so that the console can ask to sign in', async () => {
    const browser = api.browser();
    browsers.push(browser);
    browser.cookie = `tocsin_session=${'x'.repeat(43)}`;
    expect(await new Heard(browser.socket()).untilClosed()).toBe('session.required');
  });

  it('keeps no more than twenty sockets of one session', async () => {
    const browser = await signIn();
    for (let count = 0; count < 20; count += 1) await listen(browser);
    expect(await new Heard(browser.socket()).untilClosed()).toBe('socket.too_many');
  });
});

describe('alert.changed', () => {
  it('reaches every console of every instance within a second of the fact', async () => {
    const [here, there] = [await listen(await signIn()), await listen(await signIn(other))];
    const { id } = await insertAlert(api.dataSource, { title: 'Told' });
    const start = performance.now();
    await api.bus.announce('alert.changed', { id, revision: 1 });
    for (const heard of [here, there]) {
      const change = await heard.until('alert.changed', (alert) => alert['id'] === id);
      expect(change).toMatchObject({ title: 'Told', revision: 1, coveredUntil: null, status: 'new' });
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('shows one person that another has taken the alert, within a second', async () => {
    const heard = await listen(await signIn(other));
    const { id, number } = await insertAlert(api.dataSource);
    const start = performance.now();
    await mara.post(`/api/alerts/A-${number}/acknowledge`);
    const change = await heard.until('alert.changed', (alert) => alert['id'] === id && alert['revision'] === 2);
    expect(change).toMatchObject({ status: 'in_progress', assignee: { displayName: 'Mara' } });
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('is told once for many facts at once, with the latest state', async () => {
    const heard = await listen(await signIn());
    const { id } = await insertAlert(api.dataSource);
    for (let revision = 2; revision <= 30; revision += 1) {
      await api.dataSource.getRepository(AlertEntity).update({ id }, { revision });
      void api.bus.announce('alert.changed', { id, revision });
    }
    await heard.until('alert.changed', (alert) => alert['id'] === id && alert['revision'] === 30);
    const told = heard.all('alert.changed').filter((alert) => alert['id'] === id);
    expect(told.length).toBeLessThan(8);
  });

  it('heals when the facts were lost', async () => {
    const heard = await listen(await signIn());
    api.bus.broker.stop();
    const { id } = await insertAlert(api.dataSource);
    await heard.until('alert.changed', (alert) => alert['id'] === id);
    api.bus.broker.start();
  });

  it('becomes one word to load again when too much changed at once', async () => {
    const heard = await listen(await signIn());
    const { number } = await insertAlert(api.dataSource, { title: 'many' });
    await api.dataSource.query(
      `INSERT INTO alert (rule_id, rule, severity, title, reason, detector, group_key, event_count, signal_count, first_at,
          last_at, created_at, updated_at, proof)
        SELECT rule_id, rule, severity, title, reason, detector, group_key, 1, 1, first_at, last_at, created_at, now(), proof
        FROM alert, generate_series(1, 600) WHERE number = $1`,
      [number],
    );
    const ids = await api.dataSource.query<{ id: string }[]>(`SELECT id FROM alert WHERE title = 'many'`);
    for (const { id } of ids) void api.bus.announce('alert.changed', { id, revision: 1 });
    expect(await heard.until('feed.reload')).toMatchObject({ feed: 'alerts' });
    await api.dataSource.query(`DELETE FROM alert WHERE title = 'many'`);
  });

  it('is not disturbed by facts that are none', async () => {
    const heard = await listen(await signIn());
    for (const fact of [null, 'x', { id: 'x' }, { id: `'; --` }]) await api.bus.announce('alert.changed', fact);
    const { id } = await insertAlert(api.dataSource);
    await api.bus.announce('alert.changed', { id });
    await heard.until('alert.changed', (alert) => alert['id'] === id);
  });

  it('carries hostile text as text', async () => {
    const heard = await listen(await signIn());
    const title = '<script>alert(1)</script>\u202e\u001b[31m=cmd()';
    const { id } = await insertAlert(api.dataSource, { title });
    await api.bus.announce('alert.changed', { id });
    expect(await heard.until('alert.changed', (alert) => alert['id'] === id)).toMatchObject({ title });
  });

  it('goes to nobody who may not read alerts', async () => {
    const { url } = (await mara.post('/api/invitations', { roles: ['viewer'] })).body as { url: string };
    await api.accept(url.split('/').at(-1) ?? '', 'guest');
    await api.dataSource.getRepository(AccountEntity).update({ username: 'guest' }, { roles: [] });
    const socket = (await api.signedIn('guest')).socket();
    const told: unknown[] = [];
    socket.on('alert.changed', (alert) => told.push(alert));
    await new Promise((resolve) => socket.once('hello', resolve));
    const witness = await listen(await signIn());
    const { id } = await insertAlert(api.dataSource);
    await api.bus.announce('alert.changed', { id });
    await witness.until('alert.changed', (alert) => alert['id'] === id);
    expect(told).toEqual([]);
    socket.close();
  });
});

describe('hello', () => {
  it('has another revision after any change, and the same without', async () => {
    const revision = async () => (await (await listen(await signIn())).until('hello'))['revision'];
    const at = new Date();
    const first = await insertAlert(api.dataSource, { updatedAt: at });
    const before = await revision();
    expect(await revision()).toBe(before);
    // Two changes within the same millisecond are two changes.
    await api.dataSource.getRepository(AlertEntity).update({ id: first.id }, { updatedAt: at, revision: 2 });
    expect(await revision()).not.toBe(before);
  });
});

describe('status', () => {
  it('is told when it changes', async () => {
    const heard = await listen(await signIn());
    api.store.outage = 'stopped by the spec';
    await heard.until('status', (status) => !(status['storage'] as { ok: boolean }).ok);
    api.store.outage = undefined;
    await heard.until('status', (status) => (status['storage'] as { ok: boolean }).ok);
  });
});

describe('a session that ends', () => {
  async function secondsUntilClosed(end: (browser: Browser, sessionId: string) => Promise<unknown>, at = api) {
    const browser = await signIn(at);
    const heard = await listen(browser);
    const [session] = await api.dataSource.getRepository(SessionEntity).find({ order: { createdAt: 'DESC' }, take: 1 });
    const start = performance.now();
    await end(browser, session?.id ?? '');
    expect(await heard.untilClosed()).toBe('io server disconnect');
    return (performance.now() - start) / 1_000;
  }

  it('by signing out closes its sockets at once', async () => {
    expect(await secondsUntilClosed((browser) => browser.delete('/api/session'))).toBeLessThan(1);
  });

  it('by being revoked elsewhere closes its sockets within a second', async () => {
    const revoke = (_browser: Browser, id: string) => api.dataSource.getRepository(SessionEntity).delete({ id });
    expect(await secondsUntilClosed(revoke, other)).toBeLessThan(1);
  });

  it('by disabling the account closes its sockets within a second', async () => {
    const accounts = api.dataSource.getRepository(AccountEntity);
    const disable = () => accounts.update({ username: 'mara' }, { disabledAt: new Date() });
    expect(await secondsUntilClosed(disable)).toBeLessThan(1);
    await accounts.update({ username: 'mara' }, { disabledAt: null });
  });

  it('leaves the sockets of others open', async () => {
    const staying = await listen(await signIn());
    await secondsUntilClosed((browser) => browser.delete('/api/session'));
    expect(staying.socket.connected).toBe(true);
  });
});

describe('a client that misbehaves', () => {
  it('is cut off when it floods', async () => {
    const heard = await listen(await signIn());
    for (let count = 0; count < 250; count += 1) heard.socket.emit('noise', count);
    await heard.untilClosed();
  });

  it('is cut off when it sends more than a message may hold', async () => {
    const heard = await listen(await signIn());
    heard.socket.emit('noise', 'x'.repeat(400_000));
    await heard.untilClosed();
  });

  it('cannot make the server do or tell anything', async () => {
    const heard = await listen(await signIn());
    const before = heard.messages.length;
    heard.socket.emit('alert.changed', { id: 'x' });
    heard.socket.emit('hello');
    const { id } = await insertAlert(api.dataSource);
    await api.bus.announce('alert.changed', { id });
    await heard.until('alert.changed', (alert) => alert['id'] === id);
    expect(heard.messages.slice(before).filter(({ name }) => name === 'hello')).toEqual([]);
  });

  it('that stops reading is cut off instead of filling our memory', async () => {
    const heard = await listen(await signIn());
    stopReading(heard);
    await insertAlert(api.dataSource, { title: 'huge' });
    await api.dataSource.query(
      `INSERT INTO alert (rule_id, rule, severity, title, reason, detector, group_key, event_count, signal_count, first_at,
          last_at, created_at, updated_at, proof)
        SELECT rule_id, rule, severity, repeat('x', 60000), 'huge', detector, group_key, 1, 1, first_at, last_at, created_at,
          now(), proof FROM alert, generate_series(1, 240) WHERE title = 'huge'`,
    );
    const ids = await api.dataSource.query<{ id: string }[]>(`SELECT id FROM alert WHERE reason = 'huge'`);
    for (const { id } of ids) void api.bus.announce('alert.changed', { id });
    await eventually(() => api.app.get(LiveSockets, { strict: false }).isEmpty);
    await api.dataSource.query(`DELETE FROM alert WHERE reason = 'huge' OR title = 'huge'`);
  });
});

describe('stopping the api', () => {
  it('says goodbye, and does not wait for who has stopped listening', async () => {
    const leaving = await TestApi.start({ databaseUrl: (api.dataSource.options as { url: string }).url });
    const [attentive, deaf] = [await listen(await signIn(leaving)), await listen(await signIn(leaving))];
    stopReading(deaf);
    const start = performance.now();
    await leaving.close();
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(await attentive.untilClosed()).toBe('io server disconnect');
  });
});

/** The network card goes on taking what comes until its buffers are full; the program does not look any more. */
function stopReading({ socket }: Heard): void {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void } } } };
  transport.ws._socket.pause();
}

describe('a live tail', () => {
  const line = { at: '2026-11-24T12:00:00.000Z', source: 's', host: 'h', program: 'p', message: 'm', rules: 0 };

  async function watch(heard: Heard, where: string): Promise<{ ok: boolean; reason?: string }> {
    return (await heard.socket.timeout(2_000).emitWithAck('tail.watch', { where })) as { ok: boolean };
  }

  /** What the workers were told last. */
  async function wanted(where: string): Promise<{ id: string }> {
    return eventually(() => {
      const facts = api.bus.announced.filter(({ topic }) => topic === TAIL_WANTED_FACT).map(({ fact }) => fact);
      return facts.find((fact): fact is { id: string; where: string } => (fact as { where: string }).where === where);
    });
  }

  it('tells the workers what is wanted, and shows the one who asked what they answer', async () => {
    const heard = await listen(await signIn());
    const neighbour = await listen(await signIn());
    expect(await watch(heard, 'host.name:web1')).toEqual({ ok: true });
    const { id } = await wanted('host.name:web1');
    await api.bus.announce(TAIL_LINES_FACT, { id, lines: [{ ...line, id: 'e1' }], skipped: 3 });
    expect(await heard.until('tail.lines')).toEqual({ lines: [{ ...line, id: 'e1' }], skipped: 3 });
    expect(neighbour.all('tail.lines')).toEqual([]);
  });

  it('says what is wrong with a query, and where', async () => {
    const heard = await listen(await signIn());
    expect(await watch(heard, 'host.name:(')).toEqual({
      ok: false,
      reason: expect.stringContaining('character') as string,
    });
    const answer = (await heard.socket.timeout(2_000).emitWithAck('tail.watch', 7)) as { ok: boolean };
    expect(answer.ok).toBe(false);
  });

  it('shows nothing any more after its end, or for another wish', async () => {
    const heard = await listen(await signIn());
    await watch(heard, 'host.name:a');
    const first = await wanted('host.name:a');
    await watch(heard, 'host.name:b');
    const second = await wanted('host.name:b');
    await api.bus.announce(TAIL_LINES_FACT, { id: first.id, lines: [{ ...line, id: 'old' }], skipped: 0 });
    await api.bus.announce(TAIL_LINES_FACT, { id: second.id, lines: [{ ...line, id: 'new' }], skipped: 0 });
    expect(await heard.until('tail.lines')).toMatchObject({ lines: [{ id: 'new' }] });
    expect(heard.all('tail.lines')).toHaveLength(1);
  });
});
