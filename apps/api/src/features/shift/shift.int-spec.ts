import { shiftSchema, type OnShift } from '@tocsin/api-contract';
import { OnShiftEntity, SessionEntity } from '@tocsin/database';
import { InMemoryBroker } from '@tocsin/messaging/testing';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { Heard } from '../../../testing/heard';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
/** A second instance of the same system. */
let other: TestApi;
let mara: Browser;
let noor: Browser;
let noorId: string;

beforeAll(async () => {
  const [databaseUrl, broker] = [await testPostgresUrl(), new InMemoryBroker()];
  api = await TestApi.start({ databaseUrl, broker });
  other = await TestApi.start({ databaseUrl, broker });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', { roles: ['viewer'] })).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
  const people = (await mara.get('/api/people')).body as { people: { id: string; username: string }[] };
  noorId = people.people.find(({ username }) => username === 'noor')?.id ?? '';
});
afterEach(() => mara.closeSockets());
afterAll(async () => {
  await api.close();
  await other.close();
});

const shift = async (browser: Browser) => shiftSchema.parse((await browser.get('/api/shift')).body);
const namesOf = ({ people }: OnShift) => people.map(({ displayName }) => displayName);
const placeIn = ({ people }: OnShift) => people.map(({ place }) => place);

/** The newest word on who is on shift. */
const newest = (heard: Heard) =>
  heard.messages.filter(({ name }) => name === 'shift').at(-1)?.content as OnShift | undefined;

describe('a shift', () => {
  it('lasts until its end, whatever is loaded anew, and is told to others at once', async () => {
    const watcher = await other.signedIn('noor');
    const heard = new Heard(watcher.socket());
    await heard.until('status');
    expect((await mara.post('/api/shift/start', {})).status).toBe(200);
    await eventually(() => namesOf(newest(heard) ?? { people: [] }).includes('Mara'), {
      describe: 'the other instance tells of it',
    });
    expect(namesOf(await shift(noor))).toEqual(['Mara']);
    expect((await mara.post('/api/shift/start', {})).status).toBe(200);
    expect(namesOf(await shift(mara))).toEqual(['Mara']);
    expect((await mara.post('/api/shift/end', {})).status).toBe(200);
    await eventually(() => newest(heard)?.people.length === 0, { describe: 'its end is told' });
    expect((await mara.post('/api/shift/end', {})).status).toBe(200);
    watcher.closeSockets();
  });

  it('says where people are, and of a restricted incident only to those who are named', async () => {
    const made = (await mara.post('/api/incidents', { title: 'Insider' })).body as { number: string };
    await mara.post(`/api/incidents/${made.number}/restrict`, { isRestricted: true });
    await mara.post('/api/shift/start', {});
    const socket = mara.socket();
    await new Heard(socket).until('status');
    socket.emit('shift.here', { place: '<script>' });
    socket.emit('shift.here', { place: made.number });
    await eventually(async () => placeIn(await shift(mara))[0] === made.number, { describe: 'the place is known' });
    expect(placeIn(await shift(noor))).toEqual([null]);
    await mara.post(`/api/incidents/${made.number}/restrict`, { isRestricted: true, add: [noorId] });
    expect(placeIn(await shift(noor))).toEqual([made.number]);
  });

  it('ends with its session', async () => {
    const here = await api.signedIn('noor');
    await here.post('/api/shift/start', {});
    expect(namesOf(await shift(mara))).toContain('Noor');
    const expired = { expiresAt: new Date(Date.now() - 1_000) };
    const { sessionId } = await api.dataSource.getRepository(OnShiftEntity).findOneByOrFail({ accountId: noorId });
    await api.dataSource.getRepository(SessionEntity).update({ id: sessionId }, expired);
    expect(namesOf(await shift(mara))).not.toContain('Noor');
    await api.dataSource.getRepository(SessionEntity).delete({ id: sessionId });
    expect(await api.dataSource.getRepository(OnShiftEntity).countBy({ accountId: noorId })).toBe(0);
  });

  it('has a note, and the one before it has another', async () => {
    const { current, previous } = await shift(mara);
    expect(previous.to).toBe(current.from);
    expect(current.noteId).toMatch(/^shift\/\d{8}T\d{4}Z\/note$/);
    expect(previous.noteId).not.toBe(current.noteId);
  });
});
