import {
  alertFacetsSchema,
  alertGroupPageSchema,
  alertPageSchema,
  type AlertGroupPage,
  type AlertPage,
} from '@tocsin/api-contract';
import type { AlertEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;

const START = Date.parse('2026-11-24T12:00:00.000Z');
const ADA = { entityField: 'user.name', entityValue: 'Ada "the" B\\' };
const WEB = { entityField: 'host.name', entityValue: 'web-1' };
const NOTHING = { entityField: null, entityValue: null };

const ALERTS: readonly Partial<AlertEntity>[] = [
  { title: 'spray', ruleId: 'spray', severity: 'low', ...ADA },
  { title: 'forward', ruleId: 'forward', severity: 'critical', tags: ['vpn', 'scan'], ...ADA },
  { title: 'spray', ruleId: 'spray', severity: 'high', ...WEB },
  { title: 'spray', ruleId: 'spray', severity: 'high', tags: ['vpn'], ...WEB },
  { title: 'system', ruleId: 'system', severity: 'high', ...NOTHING },
  { title: 'done', ruleId: 'spray', severity: 'critical', status: 'resolved', ...WEB },
  { title: 'asleep', ruleId: 'spray', severity: 'medium', snoozedUntil: new Date(Date.now() + 3_600_000), ...WEB },
];

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  for (const [index, alert] of ALERTS.entries())
    await insertAlert(api.dataSource, { ...alert, lastAt: new Date(START + index * 60_000) });
});
afterAll(() => api.close());

async function groups(query: string): Promise<AlertGroupPage> {
  const { status, body } = await mara.get(`/api/alerts/groups?${query}`);
  expect([status, body]).toEqual([200, body]);
  return alertGroupPageSchema.parse(body);
}

async function list(query: Record<string, string>): Promise<AlertPage> {
  const { status, body } = await mara.get(`/api/alerts?${new URLSearchParams(query).toString()}`);
  expect([status, body]).toEqual([200, body]);
  return alertPageSchema.parse(body);
}

describe('groups of alerts', () => {
  it('by entity are sorted by the worst and the newest, and say what is in them', async () => {
    const page = await groups('by=entity');
    expect(page).toMatchObject({ groupCount: 3, total: 5, nextCursor: null });
    const [ada, nothing, web] = page.groups;
    expect(ada).toMatchObject({
      entity: { field: 'user.name', value: 'Ada "the" B\\' },
      severity: 'critical',
      severities: [
        { value: 'critical', count: 1 },
        { value: 'low', count: 1 },
      ],
      ...{ count: 2, ruleCount: 2, entityCount: 1, unassigned: 2, ruleId: null, title: null },
    });
    expect(nothing).toMatchObject({ entity: null, count: 1, entityCount: 0, term: 'entity:none' });
    expect(web).toMatchObject({ count: 2, ruleCount: 1, title: 'spray', lastAt: '2026-11-24T12:03:00.000Z' });
  });

  it.each(['entity', 'rule', 'severity'])('by %s are found by their term, exactly', async (by) => {
    const q = '-tag:scan -severity:critical entity:none user.name:"Ada \\"the\\" B\\\\" severity:low severity:high';
    const page = await groups(`by=${by}&q=${encodeURIComponent(q)}`);
    expect(page.total).toBe(2);
    for (const { term, count } of page.groups)
      expect([term, (await list({ q, group: term })).total]).toEqual([term, count]);
    const group = page.groups.map(({ term }) => term).join(' ');
    expect([page.groupCount, (await list({ group })).total]).toEqual([2, { entity: 3, rule: 4, severity: 4 }[by]]);
  });

  it('come page by page, each once', async () => {
    const terms: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AlertGroupPage = await groups(`by=rule&status=all&limit=1${cursor && `&cursor=${cursor}`}`);
      expect(page).toMatchObject({ groupCount: 3, total: 7 });
      terms.push(...page.groups.map(({ term }) => term));
      cursor = page.nextCursor;
    }
    expect(terms).toEqual(['rule:spray', 'rule:forward', 'rule:system']);
  });

  it('are none where nothing matches', async () => {
    expect(await groups('by=entity&q=nothing-like-it')).toMatchObject({ groups: [], groupCount: 0, total: 0 });
  });

  it('can be frozen as a set', async () => {
    const [ada] = (await groups('by=entity')).groups;
    const made = await mara.post('/api/alert-sets', { filter: { status: 'open', group: ada?.term } });
    expect([made.status, made.body]).toMatchObject([201, { total: 2 }]);
  });

  it.each(['', 'by=colour', 'by=entity&cursor=x', 'by=entity&limit=0', 'by=entity&sort=oldest', 'by=entity&by=rule'])(
    'refuse %j',
    async (query) => {
      expect((await mara.get(`/api/alerts/groups?${query}`)).status).toBe(400);
    },
  );
});

describe('the order of the list', () => {
  it.each([
    ['newest', ['system', 'spray', 'spray', 'forward', 'spray']],
    ['oldest', ['spray', 'forward', 'spray', 'spray', 'system']],
    ['severe', ['forward', 'system', 'spray', 'spray', 'spray']],
  ])('%s holds across pages', async (sort, titles) => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AlertPage = await list({ sort, limit: '2', ...(cursor && { cursor }) });
      found.push(...page.alerts.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(titles);
  });

  it.each(['newest', 'severe'])('%s refuses a cursor of another kind', async (sort) => {
    for (const cursor of ['x', '9.x', '1.'])
      expect((await mara.get(`/api/alerts?sort=${sort}&cursor=${cursor}`)).status).toBe(400);
  });
});

describe('terms of the filter', () => {
  it.each([
    ['severity:critical', ['forward']],
    ['severity:critical severity:low', ['forward', 'spray']],
    ['-severity:high', ['forward', 'spray']],
    ['tag:vpn -tag:scan', ['spray']],
    ['-rule:spray', ['forward', 'system']],
    ['entity:WEB-1', ['spray', 'spray']],
    ['host.name:web-1', ['spray', 'spray']],
    ['user.name:web-1', []],
    ['user.name:"Ada \\"the\\" B\\\\"', ['forward', 'spray']],
    ['host.name:web-1 entity:none', ['spray', 'spray', 'system']],
    ['-entity:none -host.name:web-1', ['forward', 'spray']],
    ['assignee:none spray', ['spray', 'spray', 'spray']],
    ['assignee:mara', []],
    ['-assignee:me -assignee:mara system', ['system']],
    ['status:snoozed', []],
    ['severity:dire', []],
    ['entity:"\\u0000"', []],
  ])('%s', async (q, titles) => {
    const { alerts, total } = await list({ q });
    expect(alerts.map(({ title }) => title).sort()).toEqual(titles);
    expect(total).toBe(titles.length);
  });

  it.each([
    ['status:snoozed', ['asleep']],
    ['-status:open', ['asleep', 'done']],
    ['status:open -severity:high', ['forward', 'spray']],
  ])('%s among all', async (q, titles) => {
    expect((await list({ q, status: 'all' })).alerts.map(({ title }) => title).sort()).toEqual(titles);
  });

  it('are left aside by the facet they are of', async () => {
    const q = encodeURIComponent('severity:critical -host.name:web-1');
    const { body } = await mara.get(`/api/alerts/facets?q=${q}`);
    expect(alertFacetsSchema.parse(body)).toMatchObject({
      severity: [
        { value: 'critical', count: 1 },
        { value: 'high', count: 1 },
        { value: 'low', count: 1 },
      ],
      entity: [{ value: { field: 'user.name' }, count: 1 }],
      tag: [
        { value: 'scan', count: 1 },
        { value: 'vpn', count: 1 },
      ],
      ruleId: [{ value: 'forward', count: 1 }],
    });
  });
});
