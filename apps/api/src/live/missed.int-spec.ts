import type { FeedName, Hello, Incident } from '@tocsin/api-contract';
import { AlertEntity } from '@tocsin/database';
import { InMemoryBroker } from '@tocsin/messaging/testing';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../testing/an-alert';
import type { Browser } from '../../testing/browser';
import { Heard } from '../../testing/heard';
import { TestApi } from '../../testing/test-api';

let api: TestApi;
/** A second instance of the same system. */
let other: TestApi;
let mara: Browser;
let noor: Browser;
let noorElsewhere: Browser;

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const broker = new InMemoryBroker();
  api = await TestApi.start({ databaseUrl, broker });
  other = await TestApi.start({ databaseUrl, broker });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  await api.accept(url.split('/').at(-1) ?? '', 'noor');
  noor = await api.signedIn('noor');
  noorElsewhere = await other.signedIn('noor');
});
afterEach(() => {
  for (const browser of [mara, noor, noorElsewhere]) browser.closeSockets();
});
afterAll(async () => {
  await api.close();
  await other.close();
});

type Seen = Partial<Record<FeedName, unknown>>;

async function come(browser: Browser, seen: unknown = {}): Promise<Heard> {
  const heard = new Heard(browser.socket({}, 'websocket', { seen }));
  await heard.until('status');
  return heard;
}

function helloOf(heard: Heard): Hello {
  return heard.all('hello')[0] as unknown as Hello;
}

/** The number of each feed the console saw last, as a console keeps it. */
function seenBy(heard: Heard): Seen {
  const { feeds } = helloOf(heard);
  const last = (name: 'alert.changed' | 'incident.changed', feed: FeedName) =>
    (heard.all(name).at(-1)?.['seq'] as number | undefined) ?? feeds[feed].seq;
  return { alerts: last('alert.changed', 'alerts'), incidents: last('incident.changed', 'incidents') };
}

async function newIncident(wish: object = {}): Promise<string> {
  return ((await mara.post('/api/incidents', { title: 'Spray', ...wish })).body as Incident).number;
}

const numbers = (heard: Heard) => heard.all('incident.changed').map(({ number }) => number);

describe('a console that comes again', () => {
  it('is told by any api what it missed, also what that api was never told', async () => {
    const before = await come(noor);
    const known = await insertAlert(api.dataSource, { title: 'known' });
    await api.bus.announce('alert.changed', { id: known.id });
    await before.until('alert.changed', ({ id }) => id === known.id);
    before.socket.close();

    api.bus.broker.stop();
    const fresh = await insertAlert(api.dataSource, { title: 'fresh' });
    const changed = { revision: 2, updatedAt: new Date(), status: 'in_progress' as const };
    await api.dataSource.getRepository(AlertEntity).update({ id: known.id }, changed);
    const number = await newIncident();
    api.bus.broker.start();

    const after = await come(noorElsewhere, seenBy(before));
    expect(helloOf(after).feeds).toMatchObject({ alerts: { isWhole: true }, incidents: { isWhole: true } });
    expect(after.all('alert.changed').find(({ id }) => id === fresh.id)).toBeDefined();
    expect(after.all('alert.changed').findLast(({ id }) => id === known.id)).toMatchObject({ revision: 2 });
    expect(numbers(after)).toContain(number);
    // Whoever is cut off in the middle of it has no hello, and asks for all of it again.
    const order = after.messages.map(({ name }) => name);
    expect(order.lastIndexOf('alert.changed')).toBeLessThan(order.indexOf('hello'));
  });

  it('is told to load again when it says nothing, nonsense, or was away too long', async () => {
    const tooOld = (Date.now() - 2 * 3_600_000) * 1_000;
    const tooNew = (Date.now() + 3_600_000) * 1_000;
    const hostile = [{}, null, 'x', { alerts: -1 }, { alerts: '1; --' }, { alerts: 1e300 }, { nothing: 1 }];
    for (const seen of [...hostile, { alerts: tooOld, incidents: tooNew }]) {
      const heard = await come(noor, seen);
      expect(helloOf(heard).feeds).toMatchObject({ alerts: { isWhole: false }, incidents: { isWhole: false } });
      heard.socket.close();
    }
  });

  it('is told to load again when it missed more than is told one by one, and only that feed', async () => {
    const before = await come(noor);
    before.socket.close();
    const { number } = await insertAlert(api.dataSource, { title: 'many' });
    await api.dataSource.query(
      `INSERT INTO alert (rule_id, rule, severity, title, reason, detector, group_key, event_count, signal_count, first_at,
          last_at, created_at, updated_at, proof)
        SELECT rule_id, rule, severity, title, reason, detector, group_key, 1, 1, first_at, last_at, created_at, now(), proof
        FROM alert, generate_series(1, 600) WHERE number = $1`,
      [number],
    );
    const after = await come(noorElsewhere, seenBy(before));
    expect(helloOf(after).feeds).toMatchObject({ alerts: { isWhole: false }, incidents: { isWhole: true } });
    expect(after.all('alert.changed')).toEqual([]);
    await api.dataSource.query(`DELETE FROM alert WHERE title = 'many'`);
  });
});

describe('the numbers of a feed', () => {
  it('follow each other without a hole for each console, and tell nothing of what others are told', async () => {
    const [insider, stranger] = [await come(mara), await come(noor)];
    const first = await newIncident();
    const hidden = [await newIncident({ isRestricted: true }), await newIncident({ isRestricted: true })];
    const last = await newIncident();
    for (const heard of [insider, stranger]) {
      await heard.until('incident.changed', ({ number }) => number === last);
      let place = helloOf(heard).feeds.incidents.seq;
      for (const { seq, after } of heard.all('incident.changed') as { seq: number; after: number }[]) {
        expect(after).toBe(place);
        expect(seq).toBeGreaterThan(after);
        place = seq;
      }
    }
    expect(numbers(insider)).toEqual(expect.arrayContaining(hidden));
    expect(numbers(stranger)).toContain(first);
    expect(numbers(stranger)).not.toEqual(expect.arrayContaining([expect.stringMatching(hidden.join('|'))]));

    stranger.socket.close();
    const again = await come(noorElsewhere, { incidents: helloOf(stranger).feeds.incidents.seq });
    expect(numbers(again)).toContain(last);
    expect(numbers(again)).not.toEqual(expect.arrayContaining([expect.stringMatching(hidden.join('|'))]));
  });
});
