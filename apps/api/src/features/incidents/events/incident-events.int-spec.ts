import { eventCopySchema, incidentSchema, linkedEventsSchema } from '@tocsin/api-contract';
import { anEvent, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Answer, Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const DAY = '2026-03-02';

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
afterAll(() => api.close());
afterEach(() => (api.store.outage = undefined));

async function open(wish: object = { title: 'Spray' }): Promise<string> {
  return `/api/incidents/${incidentSchema.parse((await mara.post('/api/incidents', wish)).body).number}/events`;
}
async function stored(id: string, patch: Parameters<typeof anEvent>[0] = {}): Promise<string> {
  await api.store.append([{ id, day: DAY, event: anEvent(patch) }]);
  return id;
}
const list = async (events: string) => linkedEventsSchema.parse((await mara.get(events)).body);
const copy = async (events: string, id: string) =>
  eventCopySchema.parse((await mara.get(`${events}/${encodeURIComponent(id)}`)).body);
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code];
const proofOf = (...ids: string[]) => ({
  selections: [],
  events: ids.map((id) => ({ id, day: DAY, at: '2026-03-02T10:00:00.000Z', message: 'm' })),
  eventCount: ids.length,
});

describe('an event of an incident', () => {
  it('is there as a whole when its day was deleted, and says what became of the original', async () => {
    const events = await open();
    const hostile = { message: '<img src=x>\0\u202E', details: { deep: { nul: '\0', half: '\uD800' } } };
    const id = await stored('web/1 #a', hostile);
    expect((await mara.post(events, { add: [id] })).status).toBe(200);
    expect(await list(events)).toMatchObject({
      total: 1,
      events: [{ id, day: DAY, source: '', linkedBy: { username: 'mara' } }],
    });
    expect(await copy(events, id)).toMatchObject({ original: 'equal', event: hostile });
    api.store.outage = 'The disk is full.';
    expect((await copy(events, id)).original).toBe('unknown');
    api.store.outage = undefined;
    await api.store.dropBefore('2026-03-03');
    expect(await copy(events, id)).toMatchObject({ original: 'gone', event: hostile });
    await stored(id, { message: 'Rewritten' });
    expect(await copy(events, id)).toMatchObject({ original: 'different', event: hostile });
  });

  it('is taken out by name, which is recorded, and comes again as it was copied first', async () => {
    const events = await open();
    const id = await stored('out-and-in');
    await mara.post(events, { add: [id] });
    await mara.post(events, { remove: [id] });
    expect((await list(events)).total).toBe(0);
    expect(codeOf(await mara.get(`${events}/${id}`))).toEqual([404, 'incident.event_not_found']);
    await mara.post(events, { add: [id] });
    expect((await list(events)).total).toBe(1);
    const { body } = await mara.get(events.replace('events', 'history'));
    expect(body).toMatchObject({
      entries: [{ subject: id }, { subject: `−${id}` }, { action: 'events', subject: id }, { action: 'create' }],
    });
  });

  it('is whole only for those who may read events', async () => {
    const role = { description: 'No events', permissions: ['alert.read', 'incident.read', 'incident.handle'] };
    expect((await mara.post('/api/roles', { name: 'no-events', ...role })).status).toBe(201);
    const { url } = (await mara.post('/api/invitations', { roles: ['no-events'] })).body as { url: string };
    const idris = await api.accept(url.split('/').at(-1) ?? '', 'idris');
    const events = await open();
    await mara.post(events, { add: [await stored('whole')] });
    expect((await idris.get(events)).status).toBe(200);
    expect(codeOf(await idris.get(`${events}/whole`))).toEqual([403, 'permission.missing']);
  });

  it('must be there: else nothing is added', async () => {
    const events = await open();
    const id = await stored('one');
    expect(codeOf(await mara.post(events, { add: [id, 'none'] }))).toEqual([404, 'event.not_found']);
    expect((await list(events)).total).toBe(0);
    api.store.outage = 'away';
    expect((await mara.post(events, { add: [id] })).status).toBe(503);
    expect(codeOf(await mara.post(events, { add: ['x'.repeat(513)] }))).toEqual([400, 'request.invalid']);
  });

  it('of a restricted incident is for its people only', async () => {
    const events = await open({ title: 'Insider', isRestricted: true });
    const id = await stored('secret');
    await mara.post(events, { add: [id] });
    const asked = [await noor.get(events), await noor.get(`${events}/${id}`), await noor.post(events, { add: [id] })];
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('the key events of an alert', () => {
  it('are copied with the alert, when an incident is made of it and when it is added', async () => {
    await Promise.all(['k1', 'k2', 'k3'].map((id) => stored(id)));
    const one = await insertAlert(api.dataSource, { proof: proofOf('k1', 'gone'), lastProof: proofOf('k1', 'k2') });
    const two = await insertAlert(api.dataSource, { proof: proofOf('k2', 'k3') });
    const events = await open({ alerts: [`A-${one.number}`] });
    expect((await list(events)).events.map(({ id, source }) => [id, source]).toSorted()).toEqual([
      ['k1', `A-${one.number}`],
      ['k2', `A-${one.number}`],
    ]);
    await mara.post(events.replace('events', 'alerts'), { add: [`A-${two.number}`] });
    expect((await list(events)).total).toBe(3);
  });

  it('hold nobody up when the store is away', async () => {
    const alert = await insertAlert(api.dataSource, { proof: proofOf(await stored('k9')) });
    api.store.outage = 'away';
    const events = await open({ alerts: [`A-${alert.number}`] });
    expect((await list(events)).total).toBe(0);
    const { body } = await mara.get(events.replace('events', 'history'));
    const [made] = (body as { entries: { subject: string }[] }).entries;
    expect(made?.subject).toContain('events not copied, the store did not answer');
    api.store.outage = undefined;
    await mara.post(events.replace('events', 'alerts'), { add: [`A-${alert.number}`] });
    expect((await list(events)).total).toBe(1);
  });
});
