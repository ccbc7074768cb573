import { isTokenOf, SenderRegister } from '@tocsin/access-control';
import {
  createdKeySchema,
  keyListSchema,
  problemSchema,
  sourceListSchema,
  sourceSchema,
  type CreatedKey,
  type Key,
  type Source,
} from '@tocsin/api-contract';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const HOUR_SECONDS = 3_600;
const FACT = { topic: 'senders.changed', fact: {} };

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());
beforeEach(() => api.bus.announced.splice(0));

async function newSource(name: string, settings: object = {}): Promise<Source> {
  const answer = await mara.post('/api/sources', { name, ...settings });
  expect([answer.status, answer.body]).toMatchObject([201, { name }]);
  return sourceSchema.parse(answer.body);
}

/** Facts about senders: others, such as rules, tell theirs when they like. */
const told = () => api.bus.announced.filter(({ topic }) => topic === FACT.topic);
const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, problemSchema.parse(body).code];

describe('sources', () => {
  it('are declared once, with everything that can be said of them', async () => {
    const settings = {
      description: 'front end',
      dialect: 'nxlog',
      zone: 'Europe/Berlin',
      tags: ['dmz'],
      limits: { eventsPerSecond: 500, requests: 4, bytes: 8_388_608 },
      allowedNetworks: ['203.0.113.0/24', '2001:db8::/32', '192.0.2.7'],
      longestSilenceSeconds: 300,
      strict: true,
      remembersBodies: false,
      certificateSubjects: ['CN=web-1,O=Example'],
      enabled: false,
    };
    const created = await newSource('full', settings);
    expect(created).toMatchObject({ ...settings, version: 1 });
    expect(codeOf(await mara.post('/api/sources', { name: 'full' }))).toEqual([409, 'source.exists']);
    const { sources } = sourceListSchema.parse((await mara.get('/api/sources')).body);
    expect(sources.filter(({ name }) => name === 'full')).toEqual([created]);
    expect(told()).toEqual([FACT]);
  });

  it('have sensible settings when nothing is said', async () => {
    expect(await newSource('plain')).toMatchObject({
      zone: 'UTC',
      limits: { eventsPerSecond: null, requests: null, bytes: null },
      allowedNetworks: [],
      longestSilenceSeconds: null,
      strict: false,
      remembersBodies: true,
      certificateSubjects: [],
      enabled: true,
    });
  });

  it.each([
    { allowedNetworks: ['203.0.113.0/33'] },
    { allowedNetworks: ['everywhere'] },
    { limits: { eventsPerSecond: 0 } },
    { limits: { bytes: 1 } },
    { tags: [''] },
    { certificateSubjects: ['web-1'] },
    { longestSilenceSeconds: -1 },
    { secret: true },
  ])('refuse %j', async (settings) => {
    expect(codeOf(await mara.post('/api/sources', { name: 'bad', ...settings }))).toEqual([400, 'request.invalid']);
  });

  it('change in what is given, and in nothing else', async () => {
    await newSource('changing', { description: 'before', tags: ['a', 'b'] });
    api.bus.announced.splice(0);
    const answer = await mara.patch('/api/sources/changing', {
      version: 1,
      tags: ['c'],
      dialect: null,
      enabled: false,
    });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { description: 'before', tags: ['c'], enabled: false, version: 2 },
    ]);
    expect((await mara.get('/api/sources/changing')).body).toEqual(answer.body);
    expect(told()).toEqual([FACT]);
  });

  it('are not overwritten by somebody who has not seen the last change, who is shown it', async () => {
    await newSource('contested');
    await mara.patch('/api/sources/contested', { version: 1, description: 'first' });
    const late = await mara.patch('/api/sources/contested', { version: 1, description: 'second' });
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'source.changed', current: { name: 'contested', description: 'first', version: 2 } },
    ]);
    expect((await mara.get('/api/sources/contested')).body).toMatchObject({ description: 'first', version: 2 });
  });

  it('are changed by exactly one of many who try at once', async () => {
    await newSource('raced');
    const tries = Array.from({ length: 8 }, (_, n) =>
      mara.patch('/api/sources/raced', { version: 1, description: `${n}`, certificateSubjects: [`CN=raced-${n}`] }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(7);
    const { description, certificateSubjects, version } = sourceSchema.parse(
      (await mara.get('/api/sources/raced')).body,
    );
    expect([certificateSubjects, version]).toEqual([[`CN=raced-${description}`], 2]);
  });

  it('share no client certificate, however its subject is written', async () => {
    await newSource('holder', { certificateSubjects: ['CN=shared,O=Ex\\2C Inc', 'cn = shared, o=Ex\\, Inc'] });
    const taken = await mara.post('/api/sources', { name: 'thief', certificateSubjects: ['cn=shared,o=Ex\\, Inc'] });
    expect(codeOf(taken)).toEqual([409, 'source.certificate_taken']);
    expect(codeOf(await mara.get('/api/sources/thief'))).toEqual([404, 'source.not_found']);
    await mara.patch('/api/sources/holder', { version: 1, certificateSubjects: [] });
    await newSource('heir', { certificateSubjects: ['CN=shared,O=Ex\\, Inc'] });
  });

  it('must be there to be changed', async () => {
    expect(codeOf(await mara.patch('/api/sources/nobody', { version: 1 }))).toEqual([404, 'source.not_found']);
    expect(codeOf(await mara.patch('/api/sources/nobody', {}))).toEqual([400, 'request.invalid']);
  });
});

describe('keys', () => {
  beforeAll(() => newSource('web-1'));

  async function newKey(options: object = {}): Promise<CreatedKey> {
    return createdKeySchema.parse((await mara.post('/api/sources/web-1/keys', options)).body);
  }

  /** The key that front ends will know this pair as. */
  async function known(pair: string) {
    const [id = '', secret = ''] = pair.split(':');
    const changes = await api.app.get(SenderRegister, { strict: false }).changes();
    return changes?.keys.find((key) => key.id === id && isTokenOf(secret, key.secretHash));
  }

  async function listed(id: string): Promise<Key | undefined> {
    const { body } = await mara.get('/api/sources/web-1/keys');
    return keyListSchema.parse(body).keys.find((key) => key.id === id);
  }

  it('work, are told once, and end', async () => {
    const { id, secret, authorization } = await newKey({ description: 'rsyslog' });
    const pair = Buffer.from(authorization.replace(/^ApiKey /, ''), 'base64').toString();
    expect(pair).toBe(`${id}:${secret}`);
    expect(await known(pair)).toMatchObject({ source: 'web-1', endsAt: null });
    expect(await listed(id)).toMatchObject({ description: 'rsyslog', revokedAt: null, lastUsedAt: null });
    expect(JSON.stringify((await mara.get('/api/sources/web-1/keys')).body)).not.toContain(secret);
    expect((await mara.delete(`/api/keys/${id}`)).status).toBe(204);
    expect(await known(pair)).toBeUndefined();
    expect((await mara.delete('/api/keys/nothing')).status).toBe(404);
    expect(told()).toEqual([FACT, FACT]);
  });

  it('rotate: the new one works at once, the former one for the overlap', async () => {
    const former = await newKey({ description: 'rsyslog' });
    const before = Date.now();
    const answer = await mara.post(`/api/sources/web-1/keys/${former.id}/rotate`, { overlapSeconds: HOUR_SECONDS });
    expect(answer.status).toBe(201);
    const fresh = createdKeySchema.parse(answer.body);
    expect(await known(`${fresh.id}:${fresh.secret}`)).toMatchObject({ source: 'web-1', endsAt: null });
    expect(await known(`${former.id}:${former.secret}`)).toMatchObject({ source: 'web-1' });
    expect(await listed(fresh.id)).toMatchObject({ description: 'rsyslog', expiresAt: null });
    const end = Date.parse((await listed(former.id))?.expiresAt ?? '');
    expect(end).toBeGreaterThanOrEqual(before + HOUR_SECONDS * 1_000);
    expect(end).toBeLessThanOrEqual(Date.now() + HOUR_SECONDS * 1_000);
  });

  it('do not live longer by being rotated, and not at all after their end', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const short = await newKey({ expiresAt });
    const url = `/api/sources/web-1/keys/${short.id}/rotate`;
    expect((await mara.post(url, { overlapSeconds: HOUR_SECONDS })).status).toBe(201);
    expect(await listed(short.id)).toMatchObject({ expiresAt });
    expect((await mara.post(url, { overlapSeconds: 0 })).status).toBe(201);
    expect(codeOf(await mara.post(url, {}))).toEqual([409, 'key.ended']);
    await mara.delete(`/api/keys/${short.id}`);
    expect(codeOf(await mara.post(url, {}))).toEqual([409, 'key.ended']);
  });

  it('are found at their own source only', async () => {
    await newSource('other');
    const { id } = await newKey();
    expect(codeOf(await mara.post(`/api/sources/other/keys/${id}/rotate`, {}))).toEqual([404, 'key.not_found']);
    expect(codeOf(await mara.post('/api/sources/nobody/keys', {}))).toEqual([404, 'source.not_found']);
    expect(codeOf(await mara.get('/api/sources/nobody/keys'))).toEqual([404, 'source.not_found']);
  });
});
