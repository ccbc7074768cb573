import { parkedGroupsSchema, parkedPageSchema, parkedRawSchema, retryProgressSchema } from '@tocsin/api-contract';
import { AuditEntryEntity, ParkedEventEntity } from '@tocsin/database';
import { decodeBatch } from '@tocsin/event-model';
import { EVENTS_QUEUE } from '@tocsin/messaging';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;
const HOSTILE = Buffer.concat([Buffer.from('{"<script>\u001b[31m\u202e'), Buffer.from([0xff, 0x00])]);

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.dataSource.query('TRUNCATE parked_event, parked_retry');
  const facts = {
    batchId: 'b',
    source: 'web',
    stage: 'parse',
    reasonCode: 'parse.json',
    reason: 'Not JSON.',
    claim: '',
  };
  const times = { receivedAt: new Date('2026-11-24T12:00:00Z'), parkedAt: new Date('2026-11-24T12:00:01Z') };
  const head = { dialect: 'json', frontend: 'fe1' };
  const row = { ...facts, ...times, head, attempts: 1 };
  const rows = api.dataSource.getRepository(ParkedEventEntity);
  await rows.insert([
    { ...row, position: 0, eventId: 'e-0', bytes: Buffer.from('{"broken') },
    { ...row, position: 1, eventId: 'e-1', bytes: HOSTILE },
    {
      ...row,
      position: 2,
      eventId: 'e-2',
      bytes: Buffer.from('{"a":1}'),
      reasonCode: 'store.rejected',
      stage: 'store',
    },
  ]);
});

async function list(query = ''): Promise<ReturnType<typeof parkedPageSchema.parse>> {
  return parkedPageSchema.parse((await mara.get(`/api/parked${query}`)).body);
}

describe('parked events', () => {
  it('are counted by reason, and listed by what is asked', async () => {
    const { groups } = parkedGroupsSchema.parse((await mara.get('/api/parked/groups')).body);
    expect(groups.map(({ reasonCode, events }) => [reasonCode, events])).toEqual([
      ['parse.json', 2],
      ['store.rejected', 1],
    ]);
    expect(await list('?reasonCode=parse.json')).toMatchObject({ total: 2, parked: [{}, {}] });
    expect(await list('?q=script')).toMatchObject({
      total: 1,
      parked: [{ eventId: 'e-1', attempts: 1, isUnderWay: false }],
    });
    expect(await list('?from=2026-11-24T12:00:02Z')).toMatchObject({ total: 0 });
  });

  it('show all their bytes to who may see them, and that is recorded', async () => {
    const [hostile] = (await list('?q=script')).parked;
    const raw = parkedRawSchema.parse((await mara.get(`/api/parked/${hostile?.id}/raw`)).body);
    expect([Buffer.from(raw.base64, 'base64').equals(HOSTILE), raw.text]).toEqual([true, null]);
    const read = await api.dataSource.getRepository(AuditEntryEntity).findBy({ action: 'parked.read' });
    expect(read).toMatchObject([{ objectId: hostile?.id }]);
    expect((await mara.get('/api/parked/00000000-0000-4000-8000-000000000000/raw')).status).toBe(404);
  });

  it('are mended and tried again, one', async () => {
    const [broken] = (await list('?q=broken')).parked;
    const answer = await mara.post(`/api/parked/${broken?.id}/retry`, { text: '{"message":"mended"}' });
    expect([answer.status, answer.body]).toMatchObject([202, { events: 1 }]);
    const batch = await eventually(() => {
      const [message] = api.bus.published(EVENTS_QUEUE).slice(-1);
      return message && decodeBatch(message.body);
    });
    expect([batch.ids, batch.retries, batch.lines.toString()]).toEqual([
      ['e-0'],
      [broken?.id],
      '{"message":"mended"}\n',
    ]);
    expect(await list('?q=broken')).toMatchObject({ parked: [{ isUnderWay: true }] });
    const twice = await mara.post(`/api/parked/${broken?.id}/retry`, {});
    expect([twice.status, twice.body]).toMatchObject([409, { code: 'parked.under_way' }]);
  });

  it('are tried again, all of a reason, and it is told how far that is', async () => {
    const answer = await mara.post('/api/parked/retry', { reasonCode: 'parse.json' });
    expect([answer.status, answer.body]).toMatchObject([202, { events: 2 }]);
    const { id } = answer.body as { id: string };
    const progress = retryProgressSchema.parse((await mara.get(`/api/parked/retries/${id}`)).body);
    expect(progress).toMatchObject({ events: 2, waiting: 2 });
  });

  it('are dropped by a rule with a name, and by nothing less', async () => {
    expect((await mara.post('/api/parked/discard', { rule: 'test-traffic' })).body).toMatchObject({ status: 400 });
    expect((await mara.post('/api/parked/discard', { rule: 'Not A Rule', source: 'web' })).body).toMatchObject({
      status: 400,
    });
    const answer = await mara.post('/api/parked/discard', { rule: 'test-traffic', reasonCode: 'store.rejected' });
    expect([answer.status, answer.body]).toEqual([200, { events: 1 }]);
    expect(await list()).toMatchObject({ total: 2 });
  });

  it('are not tried again all at once by accident', async () => {
    expect((await mara.post('/api/parked/retry', {})).body).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
