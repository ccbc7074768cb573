import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

import { auditPageSchema, eventExportSchema, exportListSchema, type EventExport } from '@tocsin/api-contract';
import { SessionEntity } from '@tocsin/database';
import type { StoredEvent } from '@tocsin/event-store';
import { anEvent, eventually, testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const EXPORTS = '/api/events/exports';
const RANGE = { from: '2026-11-20T00:00:00+01:00', to: '2026-11-21T00:00:00Z' };

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const stored = ['03', '01', '02'].map((hour) => ({
    id: `e-${hour}`,
    day: '2026-11-20',
    event: anEvent({ '@timestamp': `2026-11-20T${hour}:00:00.000Z`, 'user.name': '=cmd()', message: `at ${hour}` }),
  }));
  await api.store.append(stored);
});
afterAll(() => api.close());
afterEach(() => jest.restoreAllMocks());

async function newExport(wish: object = {}): Promise<EventExport> {
  const answer = await mara.post(EXPORTS, { ...RANGE, format: 'csv', ...wish });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return eventExportSchema.parse(answer.body);
}

const stateOf = async (id: string) => eventExportSchema.parse((await mara.get(`${EXPORTS}/${id}`)).body);

/** Until it is so, as far as the row says. */
const becomes = (id: string, facts: object) =>
  eventually(async () => {
    expect(await stateOf(id)).toMatchObject(facts);
    return true;
  });

/** The answer as it arrives, so that a spec may read slowly. */
function fetchSlowly(id: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: mara.cookie };
    request(`${api.url}${EXPORTS}/${id}/file`, { headers, agent: false }, resolve).on('error', reject).end();
  });
}

/** A store that never ends; counts what is taken from it. */
function endlessStore(): { taken: number } {
  const seen = { taken: 0 };
  jest.spyOn(api.store, 'scan').mockImplementation(async function* (): AsyncIterable<StoredEvent> {
    for (;;) {
      seen.taken += 1;
      yield { id: `e-${seen.taken}`, event: anEvent({ message: 'x'.repeat(1_000) }) };
      if (seen.taken % 1_000 === 0) await new Promise(setImmediate);
    }
  });
  return seen;
}

describe('exports', () => {
  it('hold everything that matches in order of time, as CSV that calculates nothing', async () => {
    const made = await newExport({ q: 'user.name:*', columns: ['user.name'] });
    expect(made).toMatchObject({ state: 'ready', total: 3, from: '2026-11-19T23:00:00.000Z' });
    const { status, headers, body } = await mara.get(`${EXPORTS}/${made.id}/file`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="events-utc-\d{14}\.csv"$/);
    expect(body).toBe(
      'timestamp (UTC),id,user.name,message\r\n' +
        ['01', '02', '03'].map((h) => `2026-11-20T${h}:00:00.000Z,e-${h},'=cmd(),at ${h}\r\n`).join(''),
    );
    await becomes(made.id, { state: 'done', written: 3 });
  });

  it('hold whole events as NDJSON', async () => {
    const { id } = await newExport({ format: 'ndjson', q: 'at 02' });
    const answer = await mara.get(`${EXPORTS}/${id}/file`);
    expect(JSON.parse(answer.body as string)).toEqual({
      id: 'e-02',
      event: expect.objectContaining({ '@timestamp': '2026-11-20T02:00:00.000Z', message: 'at 02' }) as unknown,
    });
  });

  it('are fetched once', async () => {
    const { id } = await newExport();
    const answers = await Promise.all([1, 2].map(() => mara.get(`${EXPORTS}/${id}/file`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('stand in the audit log: what was asked for, and how many were handed over', async () => {
    const { id } = await newExport({ q: 'user.name:*' });
    await mara.get(`${EXPORTS}/${id}/file`);
    await eventually(async () => {
      const { entries } = auditPageSchema.parse((await mara.get(`/api/audit?object=${id}`)).body);
      expect(entries).toMatchObject([
        { action: 'event_export.end', after: { state: 'done', written: 3 } },
        { action: 'event_export.create', actor: { name: 'mara' }, after: { q: 'user.name:*', total: 3 } },
      ]);
      return true;
    });
  });

  it('read no faster than they are fetched, and end when they are cancelled', async () => {
    const { id } = await newExport({ format: 'ndjson' });
    const store = endlessStore();
    const answer = await fetchSlowly(id);
    // Sockets hold some megabytes; after that the reader of the store must stand still.
    await eventually(async () => {
      const { taken } = store;
      await pause(300);
      return taken > 0 && store.taken === taken;
    });
    expect(store.taken).toBeLessThan(60_000);
    expect(eventExportSchema.parse((await mara.post(`${EXPORTS}/${id}/cancel`)).body).state).toBe('cancelled');
    await expect(text(answer)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await eventually(async () => (await stateOf(id)).written > 0);
  });

  it('end when the receiver goes', async () => {
    const { id } = await newExport();
    endlessStore();
    (await fetchSlowly(id)).destroy();
    await becomes(id, { state: 'cancelled', detail: 'The receiver broke it off.' });
  });

  it('end when the session does', async () => {
    const { id } = await newExport();
    endlessStore();
    const answer = await fetchSlowly(id);
    const rest = text(answer);
    const account = await api.dataSource.getRepository(SessionEntity).find();
    const lea = await api.signedIn('mara');
    await api.dataSource.getRepository(SessionEntity).delete(account.map((session) => session.id));
    await expect(rest).rejects.toMatchObject({ code: 'ECONNRESET' });
    mara = lea;
    await becomes(id, { state: 'cancelled' });
  });

  it('are one’s own, and no more than the limit at once', async () => {
    const { id } = await newExport();
    const { exports, most } = exportListSchema.parse((await mara.get(EXPORTS)).body);
    expect([exports[0]?.id, most]).toEqual([id, 1_000_000]);
    expect((await mara.get(`${EXPORTS}/018f0000-0000-7000-8000-000000000000`)).status).toBe(404);
    jest.spyOn(api.store, 'search').mockResolvedValue({ events: [], total: 1_000_001 });
    const refused = await mara.post(EXPORTS, { ...RANGE, format: 'csv' });
    expect([refused.status, refused.body]).toMatchObject([413, { code: 'event_export.too_many' }]);
  });

  it.each([
    [{ q: 'a:(' }, 'query.syntax'],
    [{ from: 'yesterday' }, 'request.invalid'],
    [{ columns: ['a"b'] }, 'request.invalid'],
    [{ format: 'xlsx' }, 'request.invalid'],
  ])('refuse %j', async (wish, code) => {
    const answer = await mara.post(EXPORTS, { ...RANGE, format: 'csv', ...wish });
    expect([answer.status, answer.body]).toMatchObject([400, { code }]);
  });
});
