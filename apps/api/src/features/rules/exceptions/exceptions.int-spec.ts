import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exceptionListSchema, exceptionPreviewSchema, exceptionSchema, type RuleException } from '@tocsin/api-contract';
import type { Proof } from '@tocsin/event-model';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';
import { ExceptionEnds } from './exception-ends';

const DAY_MS = 86_400_000;
const RULE = `title: Login of root
id: root-login
level: high
logsource: { product: linux, service: sshd }
detection:
  login: { event.outcome: success }
  who: { user.name: root }
  condition: login and who
`;
const KNOWN = [{ field: 'host.name', value: 'build-*' }];

let api: TestApi;
let mara: Browser;
let folder: string;
let ownerId: string;
let alert: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-exceptions-'));
  writeFileSync(join(folder, 'one.yml'), RULE);
  const rules = { stock: false, folders: { team: folder } };
  api = await TestApi.start({ databaseUrl: await testPostgresUrl(), rules });
  mara = await api.setUp();
  await eventually(async () => (await mara.get('/api/rules/root-login')).status === 200);
  ownerId = ((await mara.get('/api/session')).body as { account: { id: string } }).account.id;
  await store(['build-*', 'build-*', 'web']);
});
beforeEach(async () => {
  const { number } = await insertAlert(api.dataSource, { ruleId: 'root-login', proof: PROOF });
  alert = `A-${number}`;
});
afterEach(() => api.dataSource.query(`DELETE FROM rule WHERE id LIKE 'exception-%'`));
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const condition = (field: string, seen: string, operator = 'equals') => ({ field, operator, expected: '', seen });
const PROOF: Proof = {
  selections: [
    {
      name: 'login',
      conditions: [
        condition('host.name', 'build-*'),
        condition('user.name', 'root'),
        condition('source.port', '9', 'count'),
      ],
    },
  ],
  events: [],
  eventCount: 1,
};
let stored = 0;

async function store(hosts: readonly string[]): Promise<void> {
  const at = new Date().toISOString();
  const login = { 'process.name': 'sshd', 'event.outcome': 'success', 'user.name': 'root', message: 'x' };
  const events = hosts.map((host) => ({
    ...{ id: `x-${(stored += 1)}`, day: at.slice(0, 10) },
    event: { '@timestamp': at, 'event.ingested': at, 'host.name': host, ...login },
  }));
  await api.store.append(events);
}

const wish = (patch: object = {}) => ({
  ...{ conditions: KNOWN, reason: 'The build logs in', ownerId },
  endsAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
  ...patch,
});

async function make(patch: object = {}): Promise<RuleException> {
  const { status, body } = await mara.post(`/api/alerts/${alert}/exceptions`, wish(patch));
  expect([status, body]).toMatchObject([201, {}]);
  return exceptionSchema.parse(body);
}

const list = async () => exceptionListSchema.parse((await mara.get(`/api/alerts/${alert}/exceptions`)).body).exceptions;

async function isMatchedOn(host: string): Promise<boolean> {
  const login = { 'process.name': 'sshd', 'event.outcome': 'success', 'user.name': 'root', 'host.name': host };
  const { body } = await mara.post('/api/rules/test', { id: 'root-login', events: [login] });
  return (body as { results: { matches: boolean }[] }).results[0]!.matches;
}

describe('an exception', () => {
  it('says before it is made what it would hide', async () => {
    const { body } = await mara.post(`/api/alerts/${alert}/exceptions/preview`, { conditions: KNOWN });
    expect(exceptionPreviewSchema.parse(body)).toEqual({ days: 7, hides: 2, ofRule: 3 });
  });

  it('leaves out what is known, is told with its reason and owner, and counts what it hides', async () => {
    expect(await isMatchedOn('build-*')).toBe(true);
    const made = await make();
    expect(made).toMatchObject({ ruleId: 'root-login', alert, isActive: true, hides: 0, owner: { username: 'mara' } });
    expect([await isMatchedOn('build-*'), await isMatchedOn('build-7')]).toEqual([false, true]);
    await store(['build-*', 'web']);
    expect(await list()).toMatchObject([{ id: made.id, reason: 'The build logs in', hides: 1, conditions: KNOWN }]);
    expect((await mara.get(`/api/rules/${made.id}`)).body).toMatchObject({ kind: 'filter', set: null });
    const { body } = await mara.get(`/api/audit?object=${made.id}`);
    expect(JSON.stringify(body)).toContain('The build logs in');
  });

  it('ends by itself', async () => {
    const { id } = await make();
    await api.app.get(ExceptionEnds, { strict: false }).end();
    expect(await isMatchedOn('build-*')).toBe(false);
    await api.dataSource.query(`UPDATE rule_exception SET ends_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await api.app.get(ExceptionEnds, { strict: false }).end();
    expect(await isMatchedOn('build-*')).toBe(true);
    expect(await list()).toMatchObject([{ id, isActive: false, hides: null }]);
    expect((await mara.delete(`/api/alerts/${alert}/exceptions/${id}`)).status).toBe(404);
  });

  it('is taken out before its end', async () => {
    const { id } = await make();
    expect((await mara.delete(`/api/alerts/${alert}/exceptions/${id}`)).status).toBe(204);
    expect(await isMatchedOn('build-*')).toBe(true);
  });

  it.each([
    ['values the alert did not see', { conditions: [{ field: 'host.name', value: 'web' }] }, 400],
    ['how many there were', { conditions: [{ field: 'source.port', value: '9' }] }, 400],
    ['fields that are none', { conditions: [{ field: 'a b', value: 'x' }] }, 400],
    ['no conditions', { conditions: [] }, 400],
    ['no reason', { reason: ' ' }, 400],
    ['an end in the past', { endsAt: '2020-01-01T00:00:00Z' }, 400],
    ['an end too far off', { endsAt: '2099-01-01T00:00:00Z' }, 400],
    ['an owner who is nobody', { ownerId: '00000000-0000-4000-8000-000000000000' }, 400],
  ])('is refused with %s', async (_what, patch, status) => {
    const answer = await mara.post(`/api/alerts/${alert}/exceptions`, wish(patch));
    expect([answer.status, answer.body]).toMatchObject([status, {}]);
    expect(await list()).toEqual([]);
  });

  it('needs a rule that can leave something out', async () => {
    const { number } = await insertAlert(api.dataSource, { ruleId: 'tocsin-silent-source', proof: PROOF });
    const answer = await mara.post(`/api/alerts/A-${number}/exceptions`, wish());
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'exception.no_rule' }]);
  });

  it('is made by who may keep rules, and read by others', async () => {
    const { url } = (await mara.post('/api/invitations', { roles: ['responder'] })).body as { url: string };
    const noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
    expect((await noor.post(`/api/alerts/${alert}/exceptions`, wish())).status).toBe(403);
    expect((await noor.get(`/api/alerts/${alert}/exceptions`)).status).toBe(200);
  });
});
