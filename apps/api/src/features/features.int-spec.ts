import {
  eventHistogramSchema,
  eventPageSchema,
  parkedPageSchema,
  statusSchema,
  watchlistEntryPageSchema,
  watchlistEntrySchema,
  watchlistListSchema,
} from '@tocsin/api-contract';
import { DetectionCheckpointEntity, ParkedEventEntity, SourceAlarmEntity } from '@tocsin/database';
import { anEvent, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../testing/an-alert';
import { insertFirstReceipt } from '../../testing/first-receipt';
import type { Browser } from '../../testing/browser';
import { TestApi } from '../../testing/test-api';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

describe('watchlists', () => {
  const entries = '/api/watchlists/attackers/entries';

  it('hold values with their reasons, each once, and say that they changed', async () => {
    expect((await mara.post('/api/watchlists', { name: 'attackers' })).status).toBe(201);
    expect((await mara.post('/api/watchlists', { name: 'attackers' })).status).toBe(409);
    const entry = { kind: 'cidr', value: '203.0.113.0/24', reason: 'scans us' };
    expect((await mara.post(entries, entry)).status).toBe(201);
    const twice = await mara.post(entries, entry);
    expect([twice.status, twice.body]).toMatchObject([409, { code: 'watchlist.entry_exists' }]);
    expect(api.bus.announced).toContainEqual({ topic: 'watchlist.changed', fact: { name: 'attackers' } });
    const lists = watchlistListSchema.parse((await mara.get('/api/watchlists')).body);
    expect(lists.watchlists).toMatchObject([{ name: 'attackers', entries: 1 }]);
  });

  it('page through their values, newest first', async () => {
    for (let count = 0; count < 4; count += 1) {
      const answer = await mara.post(entries, { kind: 'exact', value: `<b>${count}</b>`, reason: 'x' });
      watchlistEntrySchema.parse(answer.body);
    }
    const first = watchlistEntryPageSchema.parse((await mara.get(`${entries}?limit=3`)).body);
    const second = watchlistEntryPageSchema.parse(
      (await mara.get(`${entries}?limit=3&cursor=${first.nextCursor}`)).body,
    );
    const values = [...first.entries, ...second.entries].map(({ value }) => value);
    expect(values).toEqual(['<b>3</b>', '<b>2</b>', '<b>1</b>', '<b>0</b>', '203.0.113.0/24']);
    expect([first.total, second.nextCursor]).toEqual([5, null]);
  });

  it('let a value go', async () => {
    const page = watchlistEntryPageSchema.parse((await mara.get(entries)).body);
    expect((await mara.delete(`${entries}/${page.entries[0]?.id}`)).status).toBe(204);
    expect((await mara.delete(`${entries}/${page.entries[0]?.id}`)).status).toBe(404);
    expect((await mara.delete(`${entries}/nothing`)).status).toBe(400);
  });

  it('must be there', async () => {
    expect((await mara.get('/api/watchlists/none/entries')).status).toBe(404);
    expect((await mara.post('/api/watchlists/none/entries', { kind: 'exact', value: 'v', reason: 'r' })).status).toBe(
      404,
    );
  });
});

describe('parked events', () => {
  it('are listed latest first, with how they begin and all their size', async () => {
    const rows = api.dataSource.getRepository(ParkedEventEntity);
    const origin = { claim: '', head: { dialect: 'json', frontend: 'fe1' }, attempts: 1 };
    const row = {
      eventId: 'e',
      source: 'web-1',
      stage: 'parse',
      reasonCode: 'not_json',
      reason: 'Not JSON.',
      ...origin,
    };
    for (let position = 0; position < 3; position += 1) {
      const bytes = Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from(`<${position}>`), Buffer.alloc(900, 'x')]);
      const times = { receivedAt: new Date(), parkedAt: new Date(Date.now() + position) };
      await rows.insert({ ...row, ...times, batchId: 'b-1', position, bytes });
    }
    const first = parkedPageSchema.parse((await mara.get('/api/parked?limit=2')).body);
    expect(first).toMatchObject({ total: 3, parked: [{ position: 2, size: 905 }, { position: 1 }] });
    expect(first.parked[0]?.preview).toContain('<2>');
    expect(first.parked[0]?.preview.length).toBeLessThan(410);
    const second = parkedPageSchema.parse((await mara.get(`/api/parked?limit=2&cursor=${first.nextCursor}`)).body);
    expect(second).toMatchObject({ parked: [{ position: 0 }], nextCursor: null });
  });
});

describe('events', () => {
  beforeAll(async () => {
    const now = Date.now();
    const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
    const stored = [1, 2, 3, 30].map((hours) => ({
      id: `e-${hours}`,
      day: at(hours).slice(0, 10),
      event: anEvent({ '@timestamp': at(hours), 'user.name': hours === 2 ? 'root' : 'ada' }),
    }));
    await api.store.append(stored);
  });

  async function ids(query: string): Promise<string[]> {
    const answer = await mara.get(`/api/events?${query}`);
    return eventPageSchema.parse(answer.body).events.map(({ id }) => id);
  }

  it('are those of the last day unless another time is asked for', async () => {
    expect(await ids('')).toEqual(['e-1', 'e-2', 'e-3']);
    expect(await ids('sort=oldest')).toEqual(['e-3', 'e-2', 'e-1']);
    const from = new Date(Date.now() - 40 * 3_600_000).toISOString();
    expect(await ids(`from=${from}&limit=2`)).toEqual(['e-1', 'e-2']);
  });

  it('are found by the search language, page by page', async () => {
    expect(await ids('q=user.name:root')).toEqual(['e-2']);
    const first = eventPageSchema.parse((await mara.get('/api/events?limit=2')).body);
    expect(first.total).toBe(3);
    expect(await ids(`limit=2&cursor=${first.nextCursor}`)).toEqual(['e-3']);
  });

  it('are not searched by what is no query, and the place is named', async () => {
    const answer = await mara.get(`/api/events?q=${encodeURIComponent('user.name:(root OR')}`);
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'query.syntax', position: expect.any(Number) as number },
    ]);
    expect((await mara.get('/api/events?cursor=nonsense')).body).toMatchObject({ code: 'cursor.invalid' });
    expect((await mara.get('/api/events?from=yesterday')).status).toBe(400);
  });

  it('lie in time, counted exactly', async () => {
    const from = new Date(Date.now() - 40 * 3_600_000).toISOString();
    const answer = await mara.get(`/api/events/histogram?q=user.name:(ada OR root)&from=${from}`);
    const histogram = eventHistogramSchema.parse(answer.body);
    const search = eventPageSchema.parse((await mara.get(`/api/events?q=user.name:(ada OR root)&from=${from}`)).body);
    expect([histogram.seconds, histogram.from, histogram.total]).toEqual([1_800, from, search.total]);
    expect(histogram.total).toBeGreaterThan(1);
    for (const bar of histogram.bars) expect(Date.parse(bar.from) % 1_800_000).toBe(0);
    expect((await mara.get('/api/events/histogram?q=a:(')).body).toMatchObject({ code: 'query.syntax' });
  });

  it('are shown by id', async () => {
    expect((await mara.get('/api/events/e-30')).body).toMatchObject({ id: 'e-30', event: { 'user.name': 'ada' } });
    const missing = await mara.get(`/api/events/${encodeURIComponent('<script>')}`);
    expect([missing.status, missing.body]).toMatchObject([404, { code: 'event.not_found' }]);
  });

  it('are not to be had while the store is away, and the answer says so', async () => {
    api.store.outage = 'stopped by the spec';
    const answer = await mara.get('/api/events');
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'store.unavailable' }]);
    expect(answer.headers.get('retry-after')).toBe('5');
    api.store.outage = undefined;
  });
});

describe('the status', () => {
  it('counts what waits and says what works', async () => {
    await insertAlert(api.dataSource);
    await insertAlert(api.dataSource, { status: 'resolved' });
    await insertFirstReceipt(api.dataSource, '2026-11-24T11:00:00Z');
    const checkpoint = { coveredUntil: new Date('2026-11-24T12:00:00Z'), updatedAt: new Date() };
    const checkpoints = api.dataSource.getRepository(DetectionCheckpointEntity);
    await checkpoints.insert({ ...checkpoint, ruleId: 'behind' });
    await checkpoints.insert({ ...checkpoint, ruleId: 'ahead', coveredUntil: new Date('2026-11-24T13:00:00Z') });
    await api.bus.announce('rules.loaded', { from: 'pipeline', count: 7 });
    await api.bus.announce('rules.loaded', { from: 'alerting', count: 1 });
    const told = { reason: 'vpn is silent', expected: '9', seen: '0', raisedAt: new Date(), since: new Date() };
    const alarm = { ...told, source: 'vpn', subjects: [], endedAt: null };
    const [one, two] = [
      { id: 'one', title: 'One' },
      { id: 'two', title: 'Two' },
    ] as const;
    await api.dataSource.getRepository(SourceAlarmEntity).insert([
      { ...alarm, kind: 'silent', blind: [one, two] },
      { ...alarm, kind: 'host_silent', blind: [one] },
      { ...alarm, source: 'web', kind: 'clock', blind: [], endedAt: new Date() },
    ]);
    const status = statusSchema.parse((await mara.get('/api/status')).body);
    expect(status).toMatchObject({
      storage: { ok: true },
      queue: { ok: true, depth: 0 },
      detection: { coveredUntil: '2026-11-24T12:00:00.000Z', rulesLoaded: 8 },
      today: { accepted: 0, unexplained: 0 },
      sources: { silent: 1, unusual: 0, blindRules: 2 },
      parked: { total: 3 },
      alerts: { open: 1 },
      version: '0.1.0',
    });
  });
});
