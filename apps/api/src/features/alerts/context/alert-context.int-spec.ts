import {
  alertEntitiesSchema,
  alertRelatedSchema,
  ruleRecordSchema,
  type AlertEntities,
  type AlertRelated,
  type RuleRecord,
} from '@tocsin/api-contract';
import { LastSeenEntity } from '@tocsin/database';
import type { Proof } from '@tocsin/event-model';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const DAY_MS = 86_400_000;

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
beforeEach(() => api.dataSource.query('TRUNCATE alert, incident, last_seen CASCADE'));
afterAll(() => api.close());

/** Proof whose conditions saw these values, as `user.name=root`. */
function saw(...values: string[]): Proof {
  const conditions = values.map((text) => {
    const [field = '', seen = ''] = text.split('=');
    return { field, operator: 'equals', expected: seen, seen };
  });
  return { selections: [{ name: 's', conditions }], events: [], eventCount: 1 };
}

const about = async (entityValue: string, patch: Parameters<typeof insertAlert>[1] = {}) => {
  const { number } = await insertAlert(api.dataSource, { entityValue, groupKey: entityValue, ...patch });
  return `A-${number}`;
};

async function ask(browser: Browser, number: string, what: string): Promise<unknown> {
  const { status, body } = await browser.get(`/api/alerts/${number}/${what}`);
  expect([status, body]).toMatchObject([200, {}]);
  return body;
}

const entitiesOf = async (number: string): Promise<AlertEntities> =>
  alertEntitiesSchema.parse(await ask(mara, number, 'entities'));
const relatedTo = async (number: string, browser = mara): Promise<AlertRelated> =>
  alertRelatedSchema.parse(await ask(browser, number, 'related'));
const recordOf = async (number: string): Promise<RuleRecord> =>
  ruleRecordSchema.parse(await ask(mara, number, 'rule-record'));

async function incident(browser: Browser, indicator: string, patch: object = {}): Promise<string> {
  const made = await browser.post('/api/incidents', { title: 'Spray', severity: 'high', ...patch });
  expect(made.status).toBe(201);
  const { number } = made.body as { number: string };
  const added = await browser.post(`/api/incidents/${number}/items`, { kind: 'indicator', data: { value: indicator } });
  expect([added.status, added.body]).toMatchObject([201, {}]);
  return number;
}

describe('the entities of an alert', () => {
  it('are told with their alerts, lists, sightings and place', async () => {
    const proof = saw('user.name=Root', 'process.name=sshd');
    const number = await about('203.0.113.7', { proof, severity: 'high' });
    await about('203.0.113.7', { status: 'resolved', verdict: 'benign' });
    await about('203.0.113.7', { severity: 'low' });
    await mara.post('/api/lists', { name: 'context-suspects', kind: 'watchlist' });
    await mara.post('/api/lists/context-suspects/entries', { value: '203.0.113.0/24', facts: { reason: 'sprays' } });
    const at = new Date(Date.now() - DAY_MS);
    const row = { list: 'attackers', key: '["203.0.113.7"]', firstSeen: at, lastSeen: at, count: '7' };
    await api.dataSource.getRepository(LastSeenEntity).insert({ ...row, lastEventId: 'e-place', revision: '1' });
    const event = {
      '@timestamp': at.toISOString(),
      message: 'x',
      'event.ingested': at.toISOString(),
      'tocsin.source': 'edge',
      'source.geo.country_name': 'Portugal',
      'source.as.number': 64_511,
    };
    await api.store.append([{ id: 'e-place', day: at.toISOString().slice(0, 10), event }] as never);

    const { entities, total, isWhole } = await entitiesOf(number);
    expect([total, isWhole]).toEqual([3, true]);
    expect(entities.map(({ field, kind }) => [field, kind])).toEqual([
      ['source.ip', 'attacker'],
      ['user.name', 'identity'],
      ['process.name', null],
    ]);
    expect(entities[0]).toMatchObject({
      alerts: { open: 1, total: 2 },
      risk: 38,
      seen: { count: 7, source: 'edge' },
      lists: [{ list: 'context-suspects', value: '203.0.113.0/24' }],
      place: { country: 'Portugal', city: null, asNumber: 64_511, asName: null },
    });
    expect(entities[1]).toMatchObject({ value: 'Root', seen: null, place: null, risk: 0 });
  });

  it('may be called anything, and be many', async () => {
    const many = Array.from({ length: 30 }, (_, n) => `user.name=u${n}`);
    const number = await about(`"'[]<b>\u202e${'x'.repeat(5_000)}`, { proof: saw(...many) });
    const { entities, total } = await entitiesOf(number);
    expect([entities.length, total, entities[0]?.kind]).toEqual([20, 31, null]);
    expect((await relatedTo(number)).alerts).toEqual([]);
  });
});

describe('what is related to an alert', () => {
  it('are alerts about the same or that saw it, whatever its case, with what both name', async () => {
    const number = await about('203.0.113.7', { proof: saw('user.name=root', 'event.outcome=failure') });
    const same = await about('203.0.113.7', { lastAt: new Date(Date.now() - 60_000) });
    const user = await about('ROOT', { entityField: 'user.name', lastAt: new Date(Date.now() - 120_000) });
    const seen = await about('host-9', { proof: saw('user.name=root'), lastAt: new Date(Date.now() - 180_000) });
    await about('203.0.113.7', { lastAt: new Date(Date.now() - 31 * DAY_MS) });
    await about('198.51.100.1', { proof: saw('event.outcome=failure', 'file.name=root') });
    const { alerts, hasMore } = await relatedTo(number);
    expect(hasMore).toBe(false);
    expect(alerts.map((alert) => [alert.number, alert.shares.map(({ field }) => field)])).toEqual([
      [same, ['source.ip']],
      [user, ['user.name']],
      [seen, ['user.name']],
    ]);
  });

  it('stops at twenty and says so', async () => {
    const number = await about('203.0.113.7');
    for (let n = 0; n < 21; n += 1) await about('203.0.113.7');
    const { alerts, hasMore } = await relatedTo(number);
    expect([alerts.length, hasMore]).toEqual([20, true]);
  });

  it('are incidents one may see: its own first, then by indicator or by a related alert', async () => {
    const number = await about('203.0.113.7');
    const other = await about('203.0.113.7');
    const byIndicator = await incident(mara, '203.0.113.7');
    const byAlert = await incident(mara, 'x.example', { alerts: [other] });
    const own = await incident(mara, 'y.example', { alerts: [number] });
    const hidden = await incident(noor, '203.0.113.7', { isRestricted: true });
    const forMara = await relatedTo(number);
    expect(new Set(forMara.incidents.map((one) => one.number))).toEqual(new Set([own, byIndicator, byAlert]));
    expect(forMara.incidents.map(({ isOwn }) => isOwn)).toEqual([true, false, false]);
    expect(forMara.incidents.find((one) => one.number === byIndicator)?.shares).toEqual([
      { field: 'source.ip', value: '203.0.113.7' },
    ]);
    expect((await relatedTo(number, noor)).incidents.map((one) => one.number)).toContain(hidden);
  });

  it('are the whole in place of its part, and no incident whose indicator was taken out', async () => {
    const number = await about('203.0.113.7');
    const part = await incident(mara, 'x.example', { alerts: [number] });
    const whole = await incident(mara, 'y.example');
    const wrong = await incident(mara, '203.0.113.7');
    await mara.post(`/api/incidents/${part}/merge`, { into: whole, reason: 'The same intruder' });
    expect((await relatedTo(number)).incidents).toMatchObject([{ number: whole, isOwn: true }, { number: wrong }]);
    await api.dataSource.query(`UPDATE incident_item SET removed_at = now() WHERE data ->> 'value' = '203.0.113.7'`);
    expect((await relatedTo(number)).incidents).toMatchObject([{ number: whole, isOwn: true }]);
  });
});

describe('the record of a rule', () => {
  it('counts what became of its alerts in ninety days', async () => {
    const number = await about('a');
    const createdAt = new Date(Date.now() - 3_600_000);
    const resolved = { status: 'resolved' as const, createdAt };
    const after = (ms: number) => new Date(createdAt.getTime() + ms);
    await about('b', { ...resolved, verdict: 'false_positive', resolvedAt: after(60_000) });
    await about('c', { ...resolved, verdict: 'false_positive', resolvedAt: after(180_000) });
    await about('d', { ...resolved, verdict: 'benign', resolvedAt: after(1_800_000) });
    await about('e', { ...resolved, verdict: 'true_positive', lastAt: new Date(Date.now() - 91 * DAY_MS) });
    await about('f', { ruleId: 'another' });
    expect(await recordOf(number)).toEqual({
      days: 90,
      alerts: 4,
      open: 1,
      verdicts: { true_positive: 0, false_positive: 2, benign: 1, duplicate: 0 },
      medianMsToResolve: 180_000,
    });
    expect((await recordOf(await about('g', { ruleId: 'fresh' }))).medianMsToResolve).toBeNull();
  });

  it.each(['entities', 'related', 'rule-record'])('is only told of alerts there are: %s', async (what) => {
    expect((await mara.get(`/api/alerts/A-999999/${what}`)).status).toBe(404);
    expect((await mara.get(`/api/alerts/A-0/${what}`)).status).toBe(400);
  });
});
