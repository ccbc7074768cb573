import type { Incident, Rule, Source } from '@tocsin/api-contract';
import { testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../testing/an-alert';
import type { Answer, Browser } from '../testing/browser';
import { TestApi } from '../testing/test-api';

const RULE = `title: Shell of the web server
id: 6f1d3c1e-65a4-4f0f-9a52-0d6a3f1f7a11
logsource: {category: process_creation}
detection: {shell: {process.name: sh}, condition: shell}
`;

let api: TestApi;
let mara: Browser;
/** Paths of all lists with pages, and of everything else that is read. */
let paged: string[];
let read: string[];

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const alert = await insertAlert(api.dataSource);
  const { number } = (await mara.post('/api/incidents', { title: 'x' })).body as Incident;
  await mara.post('/api/sources', { name: 'mail', description: 'one' });
  await mara.post('/api/lists', { name: 'scanners', kind: 'watchlist' });
  await mara.post('/api/rules', { text: RULE });
  const { body } = await mara.get('/api/docs/openapi.json');
  const { paths } = body as { paths: Record<string, { get?: { parameters?: { name: string }[] } }> };
  const filled = (path: string) =>
    path
      .replace('/alerts/{number}', `/alerts/A-${alert.number}`)
      .replace('/incidents/{number}', `/incidents/${number}`)
      .replace('/sources/{name}', '/sources/mail')
      .replace('lists/{name}', 'lists/scanners')
      .replaceAll(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000');
  const gets = Object.entries(paths).flatMap(([path, { get }]) => (get === undefined ? [] : [{ path, ...get }]));
  const isPaged = ({ parameters = [] }: (typeof gets)[number]) => parameters.some(({ name }) => name === 'cursor');
  paged = gets.filter(isPaged).map(({ path }) => filled(path));
  read = gets.map(({ path }) => filled(path));
});
afterAll(() => api.close());

const version = ({ headers }: Answer) => headers.get('etag') ?? '';

describe('every route', () => {
  it('with pages refuses a cursor that is none of ours, by one code', async () => {
    const needsMore: Readonly<Record<string, string>> = {
      '/api/alerts/groups': 'by=rule&',
      '/api/entities': 'kind=asset&',
      '/api/ledger/batches': 'from=2026-11-20T10:00:00Z&to=2026-11-20T11:00:00Z&',
    };
    // Theirs are looked for first.
    const asked = paged.filter((path) => !/alert-sets|last-seen/.test(path));
    expect(asked.length).toBeGreaterThan(10);
    for (const path of asked)
      for (const cursor of ['nonsense', '../x']) {
        const { status, body } = await mara.get(`${path}?${needsMore[path] ?? ''}cursor=${encodeURIComponent(cursor)}`);
        expect([path, cursor, status, body]).toMatchObject([path, cursor, 400, { code: 'cursor.invalid' }]);
      }
  });

  it('forbids to keep what it answers, and tells errors as problems', async () => {
    // The enumeration of VERIS is public and large; what firewalls fetch they ask for anew.
    for (const path of read.filter((one) => !/^\/lists|oidc|^\/api\/veris/.test(one))) {
      const { status, headers } = await mara.get(path);
      expect([path, headers.get('cache-control')]).toEqual([path, expect.stringContaining('no-store')]);
      if (status >= 400)
        expect([path, headers.get('content-type')]).toEqual([path, expect.stringContaining('problem')]);
    }
  });
});

describe('what has a version', () => {
  it('tells it as ETag, and takes If-Match in the place of the version of the body', async () => {
    for (const path of ['/api/sources/mail', '/api/lists/scanners']) {
      const first = await mara.get(path);
      expect([path, first.body, version(first)]).toEqual([path, first.body, '"1"']);
      const change = { description: 'two' };
      const match = { 'if-match': version(first), 'content-type': 'application/json' };
      const send = () => mara.send('PATCH', path, { headers: match, body: JSON.stringify(change) });
      const done = await send();
      expect([path, done.status, version(done)]).toEqual([path, 200, '"2"']);
      const late = await send();
      const current = { version: 2 } satisfies Partial<Source>;
      expect([path, late.status, late.body]).toMatchObject([path, 412, { status: 412, current }]);
      const byBody = await mara.patch(path, { ...change, version: 1 });
      expect([path, byBody.status]).toEqual([path, 409]);
    }
  });

  it('does so for rules', async () => {
    const [path, wish] = ['/api/rules/6f1d3c1e-65a4-4f0f-9a52-0d6a3f1f7a11', { state: 'disabled' }];
    const first = await mara.get(path);
    expect(version(first)).toBe(`"${(first.body as Rule).version}"`);
    expect((await mara.put(path, wish, { 'if-match': '"999"' })).status).toBe(412);
    expect((await mara.put(path, wish, { 'if-match': 'x' })).body).toMatchObject({ code: 'version.invalid' });
  });
});
