import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  rulePageSchema,
  ruleRecordsSchema,
  ruleSchema,
  ruleSetListSchema,
  ruleTestSchema,
  ruleValidationSchema,
  ruleVersionListSchema,
  type Rule,
} from '@tocsin/api-contract';
import { ReadinessChecks } from '@tocsin/observability';
import { StoredRules } from '@tocsin/rules';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';
import { RuleFolders } from './rule-folders';

const rule = (id: string, { user = 'root', more = '' } = {}) => `title: Login of ${id}
id: ${id}
level: high
tags: [attack.t1078]
logsource: { product: linux, service: sshd }
detection:
  login: { event.outcome: success }
  who: { user.name: ${user} }
  condition: login and who
${more}`;
const login = { 'process.name': 'sshd', 'event.outcome': 'success', 'user.name': 'root' };

let api: TestApi;
let mara: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
  writeFileSync(join(folder, 'one.yml'), rule('one'));
  writeFileSync(join(folder, 'broken.yml'), rule('broken').replace('user.name:', 'user.name|odd:'));
  const rules = { stock: false, folders: { team: folder } };
  api = await TestApi.start({ databaseUrl: await testPostgresUrl(), rules });
  mara = await api.setUp();
  await eventually(async () => (await mara.get('/api/rules/one')).status === 200);
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

async function create(id: string, body: object = {}): Promise<Rule> {
  const answer = await mara.post('/api/rules', { text: rule(id), ...body });
  expect([answer.status, answer.body]).toMatchObject([201, { id }]);
  return ruleSchema.parse(answer.body);
}

const ids = async (query = ''): Promise<string[]> =>
  rulePageSchema.parse((await mara.get(`/api/rules${query}`)).body).rules.map(({ id }) => id);

describe('rules', () => {
  it('are told with what came of their alerts', async () => {
    const old = new Date(Date.now() - 8 * 86_400_000);
    const resolved = { ruleId: 'recorded', status: 'resolved', resolvedAt: new Date() } as const;
    await insertAlert(api.dataSource, { ...resolved, verdict: 'true_positive', lastAt: old });
    await insertAlert(api.dataSource, { ...resolved, verdict: 'benign' });
    await insertAlert(api.dataSource, { ...resolved, verdict: 'duplicate' });
    const { records } = ruleRecordsSchema.parse((await mara.get('/api/rules/records')).body);
    expect(records).toMatchObject([{ ruleId: 'recorded', week: 2, judged: 2, truePositive: 1 }]);
  });

  it('of folders are there with where they come from, and those that cannot be run with the reason', async () => {
    const { sets } = ruleSetListSchema.parse((await mara.get('/api/rules/sets')).body);
    expect(sets).toMatchObject([
      {
        name: 'team',
        rules: 1,
        trouble: '',
        refused: [{ file: 'team/broken.yml', line: 8, reason: 'There is no modifier odd.' }],
      },
    ]);
    const { checks } = await api.app.get(ReadinessChecks, { strict: false }).ask();
    expect(checks['rule_folders']?.detail).toBe('1 rule(s) of folders were refused; the log says why.');
    expect((await mara.get('/api/rules/one')).body).toMatchObject({ set: 'team', file: 'one.yml', isEdited: false });
  });

  it('are written, found, changed and taken out here, each time as a version of somebody', async () => {
    const made = await create('mine', { state: 'shadow' });
    expect(made).toMatchObject({ set: null, state: 'shadow', version: 1, updatedBy: 'mara', kind: 'detection' });
    const text = rule('mine', { user: 'ada' });
    const changed = await mara.put('/api/rules/mine', { text, state: 'enabled', version: 1 });
    expect(changed.body).toMatchObject({ text: text.trim(), state: 'enabled', version: 2 });
    expect((await mara.delete('/api/rules/mine?version=2')).status).toBe(204);
    expect((await mara.get('/api/rules/mine')).body).toMatchObject({ status: 404, code: 'rule.not_found' });
    const { versions } = ruleVersionListSchema.parse((await mara.get('/api/rules/mine/versions')).body);
    expect(versions.map(({ version, state, isRemoved, changedBy }) => [version, state, isRemoved, changedBy])).toEqual([
      [3, 'enabled', true, 'mara'],
      [2, 'enabled', false, 'mara'],
      [1, 'shadow', false, 'mara'],
    ]);
    expect(versions[1]?.diff).toMatch(/- {2}who: \{ user.name: root \}\n\+ {2}who: \{ user.name: ada \}/);
    expect(await create('mine')).toMatchObject({ version: 4 });
  });

  it('are found by what they say, page by page', async () => {
    await create('find-a');
    await create('find-b', { state: 'disabled' });
    expect(await ids('?q=LOGIN of find')).toEqual(['find-a', 'find-b']);
    expect(await ids('?q=find&state=disabled')).toEqual(['find-b']);
    expect(await ids('?set=team')).toEqual(['one']);
    expect(await ids('?q=find&set=here&level=high&kind=detection')).toEqual(['find-a', 'find-b']);
    expect(await ids('?q=100%25')).toEqual([]);
    const first = rulePageSchema.parse((await mara.get('/api/rules?q=find&limit=1')).body);
    expect([first.total, first.rules.length]).toEqual([2, 1]);
    expect(await ids(`?q=find&limit=1&cursor=${first.nextCursor}`)).toEqual(['find-b']);
  });

  it('are changed as they were seen, or not at all', async () => {
    await create('seen');
    const [one, two] = await Promise.all([
      mara.put('/api/rules/seen', { state: 'shadow', version: 1 }),
      mara.put('/api/rules/seen', { state: 'disabled', version: 1 }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const late = one.status === 409 ? one : two;
    expect(late.body).toMatchObject({ code: 'rule.changed', current: { id: 'seen', version: 2 } });
    expect((await mara.delete('/api/rules/seen?version=1')).body).toMatchObject({ code: 'rule.changed' });
  });

  it('of folders stay disabled, are changed here and become again what the folder has', async () => {
    const text = rule('one', { user: 'eve' });
    expect((await mara.put('/api/rules/one', { text, state: 'disabled', version: 1 })).status).toBe(200);
    writeFileSync(join(folder, 'one.yml'), rule('one', { user: 'folder' }));
    await api.app.get(RuleFolders, { strict: false }).look();
    const edited = ruleSchema.parse((await mara.get('/api/rules/one')).body);
    expect(edited).toMatchObject({ isEdited: true, state: 'disabled', text: text.trim() });
    expect(edited.folderText).toContain('folder');
    expect((await mara.delete(`/api/rules/one?version=${edited.version}`)).status).toBe(204);
    const back = ruleSchema.parse((await mara.get('/api/rules/one')).body);
    expect([back.isEdited, back.text.includes('folder'), back.state]).toEqual([false, true, 'disabled']);
    const gone = await mara.delete(`/api/rules/one?version=${back.version}`);
    expect([gone.status, gone.body]).toMatchObject([409, { code: 'rule.of_folder' }]);
  });

  it('reach those who run them within two seconds', async () => {
    const stored = api.app.get(StoredRules, { strict: false });
    const isThere = () => stored.book.rules.some(({ facts }) => facts.id === 'fast');
    await create('fast');
    await eventually(() => isThere(), { timeoutMs: 2_000 });
    await mara.put('/api/rules/fast', { state: 'disabled', version: 1 });
    await eventually(() => !isThere(), { timeoutMs: 2_000 });
  });
});

describe('rules that are refused', () => {
  it.each([
    [
      'with the line and what to do',
      rule('bad').replace('event.outcome', 'event.outcome|odd'),
      /^Line 7: There is no modifier odd\. Correct it/,
    ],
    ['when they are no YAML', 'title: "open', /no YAML/],
    ['when they are two', `${rule('bad-1')}---\n${rule('bad-2')}`, /2 documents/],
    ['when they are none', '# nothing', /0 documents/],
    ['when their id is taken', rule('one'), /The id one is that of the rule at team\/one.yml/],
  ])('%s', async (_, text, detail) => {
    const answer = await mara.post('/api/rules', { text });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringMatching(detail) as string } });
  });

  it('when they are filters with the id of a rule', async () => {
    const text = `title: Narrow\nid: one\nlogsource: { product: linux }\nfilter: { rules: [one], s: { a: b }, condition: not s }`;
    const answer = await mara.post('/api/rules', { text });
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'rule.exists' }]);
    expect((await mara.get('/api/rules/one')).body).toMatchObject({ kind: 'detection' });
  });

  it('when they change their id, or are not there', async () => {
    await create('steady');
    const other = await mara.put('/api/rules/steady', { text: rule('changed'), version: 1 });
    expect(other.body).toMatchObject({ status: 400, code: 'rule.other_id' });
    expect((await mara.put('/api/rules/nobody', { state: 'shadow', version: 1 })).status).toBe(404);
    expect((await mara.put('/api/rules/steady', { version: 1 })).status).toBe(400);
  });

  it('when others need what they were', async () => {
    await create('base', { text: rule('base', { more: 'name: base_login' }) });
    const counting = `title: Many\nid: many\ncorrelation: { type: event_count, rules: [base_login], group-by: [user.name], timespan: 1m, condition: { gte: 3 } }`;
    expect((await mara.post('/api/rules', { text: counting })).body).toMatchObject({ kind: 'correlation' });
    const renamed = await mara.put('/api/rules/base', { text: rule('base'), version: 1 });
    expect([renamed.status, renamed.body]).toMatchObject([409, { code: 'rule.needed' }]);
    expect((await mara.delete('/api/rules/base?version=1')).body).toMatchObject({ code: 'rule.needed' });
    expect((await mara.delete('/api/rules/many?version=1')).status).toBe(204);
    expect((await mara.delete('/api/rules/base?version=1')).status).toBe(204);
  });
});

describe('the workbench', () => {
  it('validates documents without keeping them', async () => {
    const ask = async (text: string) =>
      ruleValidationSchema.parse((await mara.post('/api/rules/validate', { text })).body);
    expect(await ask(`${rule('v1')}---\n${rule('v2').replace('high', 'grave')}`)).toMatchObject({
      isValid: false,
      documents: [{ id: 'v1', level: 'high', logsource: { service: 'sshd' } }],
      refused: [{ line: 13, rule: 'Login of v2' }],
    });
    expect(await ask(rule('one', { user: 'new' }))).toMatchObject({ isValid: true, documents: [{ id: 'one' }] });
    expect((await ask('# nothing')).isValid).toBe(false);
    expect((await mara.get('/api/rules/v1')).status).toBe(404);
  });

  it('tells of each event which selections matched, and why not', async () => {
    const answer = await mara.post('/api/rules/test', {
      text: rule('t'),
      events: [login, { ...login, 'user.name': 'ada' }, { ...login, 'process.name': 'cron' }],
    });
    const { results } = ruleTestSchema.parse(answer.body);
    expect(results.map(({ matches, isOfLogSource }) => [matches, isOfLogSource])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(results[1]?.selections).toMatchObject([
      { name: 'login', matches: true },
      {
        name: 'who',
        matches: false,
        conditions: [{ field: 'user.name', expected: 'root', isMet: false, seen: ['ada'] }],
      },
    ]);
  });

  it('tries rules that are here, and says what it cannot try', async () => {
    await create('here');
    const tried = await mara.post('/api/rules/test', { id: 'here', events: [login] });
    expect(ruleTestSchema.parse(tried.body).results[0]?.matches).toBe(true);
    expect((await mara.post('/api/rules/test', { id: 'nobody', events: [login] })).status).toBe(404);
    expect((await mara.post('/api/rules/test', { events: [login] })).status).toBe(400);
    expect((await mara.post('/api/rules/test', { text: 'title: x', events: [login] })).body).toMatchObject({
      code: 'rule.refused',
    });
  });
});
