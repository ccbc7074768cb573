import { eventFacetsSchema, eventFieldsSchema, eventValuesSchema, type EventFacets } from '@tocsin/api-contract';
import { SearchTooSlow } from '@tocsin/event-store';
import { anEvent, testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const RANGE = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const events = ['ada', 'root', 'root', undefined].map((name, nr) => ({
    id: `e-${nr}`,
    day: '2026-11-20',
    event: anEvent({
      ...{ '@timestamp': `2026-11-20T0${nr}:00:00.000Z`, 'user.name': name, 'host.name': 'web' },
      ...(nr === 0 ? { details: { auth: { method: 'key' } } } : {}),
    }),
  }));
  await api.store.append(events);
});
afterAll(() => api.close());
afterEach(() => jest.restoreAllMocks());

async function facets(query: string): Promise<EventFacets['facets']> {
  const { status, body } = await mara.get(`/api/events/facets?${RANGE}&${query}`);
  expect([status, body]).toMatchObject([200, {}]);
  return eventFacetsSchema.parse(body).facets;
}

describe('facets', () => {
  it('count the values of the fields that were asked for, in their order, over the query', async () => {
    const facet = { problem: null, distinct: 1, values: [{ value: 'web', count: 3 }] };
    expect(await facets('fields=user.name,host.name&q=user.name:*')).toEqual([
      {
        ...{ field: 'user.name', events: 3, distinct: 2, problem: null },
        values: [
          { value: 'root', count: 2 },
          { value: 'ada', count: 1 },
        ],
      },
      { field: 'host.name', events: 3, ...facet },
    ]);
    expect((await facets('fields=user.name&size=1'))[0]).toMatchObject({ distinct: 2, values: [{ value: 'root' }] });
  });

  it('say which field cannot be counted or not in time, and count the others', async () => {
    jest.spyOn(api.store, 'topValues').mockRejectedValueOnce(new SearchTooSlow(5_000));
    expect(await facets('fields=user.name,message,host.name')).toMatchObject([
      { problem: { code: 'too_slow', detail: 'It would take longer than 5 s. Ask for a shorter time or less.' } },
      { problem: { code: 'not_countable' } },
      { problem: null, values: [{ value: 'web', count: 4 }] },
    ]);
  });

  it.each([
    ['', 'request.invalid'],
    ['fields=', 'request.invalid'],
    [`fields=${Array.from({ length: 13 }, (_, nr) => `f${nr}`).join()}`, 'request.invalid'],
    ['fields=a%22b', 'request.invalid'],
    ['fields=a&size=51', 'request.invalid'],
    ['fields=a&q=a:(', 'query.syntax'],
  ])('refuse %s', async (query, code) => {
    const answer = await mara.get(`/api/events/facets?${RANGE}&${query}`);
    expect([answer.status, answer.body]).toMatchObject([400, { code }]);
  });
});

describe('the fields of events', () => {
  it('are those that are there first, with their share, then all that have a meaning', async () => {
    const { body } = await mara.get(`/api/events/fields?${RANGE}`);
    const { sampled, fields } = eventFieldsSchema.parse(body);
    expect(sampled).toBe(4);
    const shareOf = (name: string) => fields.find((field) => field.name === name)?.share;
    expect(['host.name', 'user.name', 'details.auth.method', 'dns.question.name'].map(shareOf)).toEqual([
      1, 0.75, 0.25, 0,
    ]);
    const shares = fields.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    expect(fields.find(({ name }) => name === 'source.ip')).toMatchObject({ type: 'ip', share: 1 });
  });
});

describe('the values of a field', () => {
  async function values(query: string): Promise<string[]> {
    const { status, body } = await mara.get(`/api/events/values?${RANGE}&${query}`);
    expect([status, body]).toMatchObject([200, {}]);
    return eventValuesSchema.parse(body).values.map(({ value, count }) => `${value} ${count}`);
  }

  it('are the most frequent ones that begin so', async () => {
    expect(await values('field=user.name')).toEqual(['root 2', 'ada 1']);
    expect(await values('field=user.name&prefix=RO')).toEqual(['root 2']);
    expect(await values('field=source.ip&prefix=192')).toEqual(['192.0.2.17 4']);
    expect(await values('field=details.auth.method&prefix=k')).toEqual(['key 1']);
    expect(await values('field=user.name&prefix=*')).toEqual([]);
    expect(await values('field=message&prefix=a')).toEqual([]);
  });

  it.each(['', 'field=a%22', `field=a&prefix=${'x'.repeat(201)}`])('are not told for %s', async (query) => {
    expect((await mara.get(`/api/events/values?${RANGE}&${query}`)).body).toMatchObject({ code: 'request.invalid' });
  });
});
