import { ledgerBatchesSchema, ledgerFrontendsSchema, ledgerSchema, sourceAlarmsSchema } from '@tocsin/api-contract';
import { SystemClock } from '@tocsin/clock';
import { PostgresBatchOutcomes, PostgresClaims, Reconciliation } from '@tocsin/ledger';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;
const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000);
const RANGE = `from=${minute.toISOString()}&to=${new Date(minute.getTime() + 120_000).toISOString()}`;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const clock = new SystemClock();
  const run = { instance: 'run', frontend: 'fe1', startedAt: minute, statedThrough: 4, isEnding: false };
  const at = (minutes: number) => new Date(minute.getTime() + minutes * 60_000);
  const claim = (number: number, source: string, acceptedAt: Date) =>
    ({ claim: `run-${number}`, batchId: `b${number}`, source, events: 10, acceptedAt, isVoid: false }) as const;
  const claims = [claim(1, 'web', at(0)), claim(2, 'web', at(1)), claim(3, 'mail', at(1))];
  await new PostgresClaims(api.dataSource, clock).state(run, [...claims, { ...claim(5, 'mail', at(1)), isVoid: true }]);
  const counts = { events: 10, stored: 7, duplicate: 1, parked: 1, dropped: { noise: 1 } };
  await new PostgresBatchOutcomes(api.dataSource, clock).record([
    { ...counts, batchId: 'b1', claim: 'run-1', source: 'web', receivedAt: minute },
  ]);
  const options = { limitMs: 1_000, isQueueEmpty: false };
  await new Reconciliation(api.dataSource).run(options, () => Promise.resolve());
});
afterAll(() => api.close());

describe('the ledger', () => {
  it('says what became of what every source sent, and the sums agree', async () => {
    const ledger = ledgerSchema.parse((await mara.get(`/api/ledger?${RANGE}`)).body);
    const web = { accepted: 20, stored: 7, duplicate: 1, parked: 1, dropped: 1, inFlight: 10, unexplained: 0 };
    const mail = { accepted: 10, stored: 0, duplicate: 0, parked: 0, dropped: 0, inFlight: 10, unexplained: 0 };
    expect(ledger.rows).toEqual([
      { source: 'mail', at: null, ...mail },
      { source: 'web', at: null, ...web },
    ]);
    expect(ledger.total).toEqual({ ...web, accepted: 30, inFlight: 20 });
    expect(ledger.droppedBy).toEqual([{ rule: 'noise', events: 1 }]);
  });

  it('says it by time, of one source', async () => {
    const { rows } = ledgerSchema.parse((await mara.get(`/api/ledger?by=time&source=web&${RANGE}`)).body);
    expect(rows).toMatchObject([
      { at: minute.toISOString(), source: null, accepted: 10, stored: 7 },
      { accepted: 10, inFlight: 10 },
    ]);
    const hours = ledgerSchema.parse((await mara.get('/api/ledger?by=time&grain=hour')).body);
    expect(hours.total.accepted).toBe(30);
  });

  it('shows the batches behind it', async () => {
    const first = ledgerBatchesSchema.parse((await mara.get(`/api/ledger/batches?limit=3&${RANGE}`)).body);
    expect(first.batches).toMatchObject([
      { batchId: 'b1', state: 'settled', outcome: { stored: 7, dropped: { noise: 1 } } },
      { batchId: 'b2', state: 'in_flight', outcome: null },
      { batchId: 'b3', state: 'in_flight' },
    ]);
    const rest = await mara.get(`/api/ledger/batches?limit=3&cursor=${first.nextCursor}&${RANGE}`);
    expect(rest.body).toMatchObject({ batches: [{ batchId: 'b5', state: 'refused' }], nextCursor: null });
    const open = ledgerBatchesSchema.parse((await mara.get(`/api/ledger/batches?state=in_flight&${RANGE}`)).body);
    expect(open.batches.map(({ batchId }) => batchId)).toEqual(['b2', 'b3']);
  });

  it('knows the front ends, and the numbers of which nobody tells', async () => {
    const { frontends } = ledgerFrontendsSchema.parse((await mara.get('/api/ledger/frontends')).body);
    expect(frontends).toMatchObject([{ frontend: 'fe1', instance: 'run', statedThrough: 4, gaps: 1, sealedAt: null }]);
  });

  it.each([
    ['by=time&from=2020-01-01T00:00:00Z', 'ledger.range'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'ledger.range'],
    ['grain=year', 'request.invalid'],
  ])('refuses %s', async (query, code) => {
    expect((await mara.get(`/api/ledger?${query}`)).body).toMatchObject({ status: 400, code });
  });
});

describe('what is not as usual with sources', () => {
  it('is told until it ends, oldest first', async () => {
    const row = (source: string, raisedAt: string, endedAt: string | null) =>
      api.dataSource.query(
        `INSERT INTO source_alarm (source, kind, raised_at, since, reason, expected, seen, blind, ended_at)
          VALUES ($1, 'silent', $2, $2, 'r', 'e', 's', '[{"id": "a", "title": "A rule"}]', $3)`,
        [source, raisedAt, endedAt],
      );
    await row('later', '2026-11-24T12:00:00Z', null);
    await row('first', '2026-11-24T11:00:00Z', null);
    await row('over', '2026-11-24T10:00:00Z', '2026-11-24T10:30:00Z');
    const { alarms } = sourceAlarmsSchema.parse((await mara.get('/api/ledger/alarms')).body);
    expect(alarms.map(({ source }) => source)).toEqual(['first', 'later']);
    expect(alarms[0]).toMatchObject({ since: '2026-11-24T11:00:00.000Z', blind: [{ title: 'A rule' }] });
  });
});
