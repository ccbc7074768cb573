import { InMemoryBroker } from '@tocsin/messaging/testing';
import { testPostgresUrl } from '@tocsin/testing';
import type { Presence } from '@tocsin/api-contract';

import type { Browser } from '../../../testing/browser';
import { Heard } from '../../../testing/heard';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
/** A second instance of the same system. */
let other: TestApi;
let mara: Browser;
let noor: Browser;
const open: Heard[] = [];

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const broker = new InMemoryBroker();
  api = await TestApi.start({ databaseUrl, broker });
  other = await TestApi.start({ databaseUrl, broker });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  await api.accept(url.split('/').at(-1) ?? '', 'noor');
  noor = await other.signedIn('noor');
});
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.close();
});
afterAll(async () => {
  await api.close();
  await other.close();
});

async function come(browser: Browser): Promise<Heard> {
  const heard = new Heard(browser.socket());
  open.push(heard);
  await heard.until('hello');
  return heard;
}

/** Waits until it is told that exactly these people are there. */
async function untilAt(
  heard: Heard,
  alert: string,
  names: readonly string[],
): Promise<Presence['places'][number]['people']> {
  const told = await heard.until('presence', (content) => {
    const place = (content as Presence).places.find((one) => one.alert === alert);
    return (
      place?.people
        .map(({ username }) => username)
        .sort()
        .join() === [...names].sort().join()
    );
  });
  return (told as Presence).places.find((one) => one.alert === alert)?.people ?? [];
}

describe('who has an alert before them', () => {
  it('is told to everybody at once, whichever api they are connected to, and until they leave', async () => {
    const watcher = await come(mara);
    const visitor = await come(noor);
    visitor.socket.emit('presence.here', { alert: 'A-1' });
    const [person] = await untilAt(watcher, 'A-1', ['noor']);
    expect(person?.username).toBe('noor');
    visitor.socket.emit('presence.here', { alert: 'A-2' });
    await untilAt(watcher, 'A-1', []);
    await untilAt(watcher, 'A-2', ['noor']);
    visitor.socket.close();
    await untilAt(watcher, 'A-2', []);
  });

  it('is told to who asks later, and names each person once', async () => {
    const first = await come(noor);
    first.socket.emit('presence.here', { alert: 'A-3' });
    const second = await come(noor);
    second.socket.emit('presence.here', { alert: 'A-3' });
    const own = await come(mara);
    own.socket.emit('presence.here', { alert: 'A-3' });
    await untilAt(own, 'A-3', ['mara', 'noor']);
    const late = await come(mara);
    const { places } = await new Promise<Presence>((tell) => late.socket.emit('presence.here', { alert: null }, tell));
    expect(places.find(({ alert }) => alert === 'A-3')?.people.map(({ username }) => username)).toEqual([
      'noor',
      'mara',
    ]);
    first.socket.close();
    second.socket.emit('presence.here', { alert: null });
    await untilAt(late, 'A-3', ['mara']);
  });

  it.each([
    [{ alert: 'A-0' }],
    [{ alert: '<b>' }],
    [{ alert: 'A-4', person: { username: 'x' } }],
    ['A-4'],
    [null],
    [{}],
  ])('is not learnt from %j', async (wish) => {
    const watcher = await come(mara);
    const visitor = await come(noor);
    visitor.socket.emit('presence.here', wish);
    visitor.socket.emit('presence.here', { alert: 'A-5' });
    await untilAt(watcher, 'A-5', ['noor']);
    const places = watcher.all('presence').flatMap((content) => (content as Presence).places);
    expect(places.map(({ alert }) => alert)).not.toContain('A-4');
  });
});
