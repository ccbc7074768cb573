import {
  incidentHistorySchema,
  incidentItemsSchema,
  incidentPageSchema,
  incidentSchema,
  linkedAlertsSchema,
  type Incident,
} from '@tocsin/api-contract';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Answer, Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', { roles: ['lead'] })).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
afterAll(() => api.close());

async function open(title: string, wish: object = {}): Promise<string> {
  return incidentSchema.parse((await mara.post('/api/incidents', { title, ...wish })).body).number;
}
const at = (number: string, path = ''): string => `/api/incidents/${number}${path}`;
const merge = (part: string, into: string, by = mara): Promise<Answer> =>
  by.post(at(part, '/merge'), { into, reason: 'The same intruder' });
const find = async (number: string, by = mara): Promise<Incident> =>
  incidentSchema.parse((await by.get(at(number))).body);
const titles = async (number: string, by = mara): Promise<unknown[]> =>
  incidentItemsSchema.parse((await by.get(at(number, '/items'))).body).items.map(({ data }) => data['title']);
const history = async (number: string, by = mara): Promise<string[]> =>
  incidentHistorySchema.parse((await by.get(at(number, '/history'))).body).entries.map(({ action }) => action);
const addTask = (number: string, title: string): Promise<Answer> =>
  mara.post(at(number, '/items'), { kind: 'task', data: { title } });
const listed = async (state: string, by = mara): Promise<string[]> =>
  incidentPageSchema.parse((await by.get(`/api/incidents?state=${state}`)).body).incidents.map(({ number }) => number);
const codeOf = ({ status, body }: Answer) => [status, (body as { code?: string }).code];

describe('an incident that is merged into another', () => {
  it('points to it, and what belongs to it shows there, until it is taken out again with all it had', async () => {
    const alert = await insertAlert(api.dataSource, { title: 'Spray' });
    const alerts = [`A-${alert.number}`];
    const [part, whole] = [await open('Mailbox', { alerts }), await open('Spray', { alerts })];
    await addTask(part, 'Reset her password');
    await addTask(whole, 'Close IMAP');
    const answer = incidentSchema.parse((await merge(part, whole)).body);
    expect(answer).toMatchObject({ number: whole, merged: [part], counts: { alerts: 1, tasks: 2 } });
    expect(await find(part)).toMatchObject({ mergedInto: whole, title: 'Mailbox' });
    expect(await titles(whole)).toEqual(expect.arrayContaining(['Reset her password', 'Close IMAP']));
    const links = linkedAlertsSchema.parse((await mara.get(at(whole, '/alerts'))).body);
    expect(links.alerts.map(({ number }) => number)).toEqual(alerts);
    expect(await history(whole)).toEqual(expect.arrayContaining(['merge', 'item.task.add', 'create']));
    expect((await history(whole)).filter((action) => action === 'merge')).toHaveLength(1);
    expect((await mara.get(`/api/alerts/${alerts[0]}/incidents`)).body).toMatchObject({
      incidents: [{ number: whole }],
    });
    expect([(await listed('open')).includes(part), (await listed('merged')).includes(part)]).toEqual([false, true]);

    const back = incidentSchema.parse((await mara.post(at(part, '/unmerge'), {})).body);
    expect(back).toMatchObject({ number: part, mergedInto: null, counts: { alerts: 1, tasks: 1 } });
    expect(await find(whole)).toMatchObject({ merged: [], counts: { alerts: 1, tasks: 1 } });
    for (const number of [part, whole])
      expect(await history(number)).toEqual(expect.arrayContaining(['merge', 'unmerge']));
    expect((await listed('open')).includes(part)).toBe(true);
  });

  it('is changed there: its own page refuses, its items and alerts can be worked on from the other', async () => {
    const alert = await insertAlert(api.dataSource, {});
    const [part, whole] = [await open('Part', { alerts: [`A-${alert.number}`] }), await open('Whole')];
    const { id } = (await addTask(part, 'Look')).body as { id: string };
    await merge(part, whole);
    const wish = { field: 'title', seen: 'Part', value: 'Other' };
    expect(codeOf(await mara.post(at(part, '/set'), wish))).toEqual([409, 'incident.merged']);
    const done = { field: 'state', seen: 'open', value: 'done' };
    expect((await mara.post(at(whole, `/items/${id}/set`), done)).body).toMatchObject({ data: { state: 'done' } });
    await mara.post(at(whole, '/alerts'), { remove: [`A-${alert.number}`] });
    expect((await find(whole)).counts.alerts).toBe(0);
  });

  it('must be another, stand for itself, and have no parts: there are no circles', async () => {
    const [one, two, three] = [await open('One'), await open('Two'), await open('Three')];
    expect(codeOf(await merge(one, one))).toEqual([400, 'incident.merge_self']);
    expect(codeOf(await merge(one, 'INC-2026-9999'))).toEqual([404, 'incident.not_found']);
    expect(codeOf(await mara.post(at(one, '/merge'), { into: two }))).toEqual([400, 'request.invalid']);
    expect(codeOf(await mara.post(at(one, '/unmerge'), {}))).toEqual([409, 'incident.not_merged']);
    const both = await Promise.all([merge(one, two), merge(two, one)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [part, whole] = (await find(one)).mergedInto === two ? [one, two] : [two, one];
    expect(codeOf(await merge(part, three))).toEqual([409, 'incident.already_merged']);
    expect(codeOf(await merge(three, part))).toEqual([409, 'incident.merge_into_part']);
    expect(codeOf(await merge(whole, three))).toEqual([409, 'incident.has_parts']);
    expect(codeOf(await merge(whole, part))).toEqual([409, 'incident.merge_into_part']);
  });

  it('tells everybody who has one of them open', async () => {
    const [part, whole] = [await open('Part'), await open('Whole')];
    const socket = noor.socket();
    const heard = new Set<string>();
    const both = new Promise<void>((resolve) => {
      socket.on('incident.changed', ({ number }: { number: string }) => {
        heard.add(number);
        if (heard.has(part) && heard.has(whole)) resolve();
      });
    });
    await new Promise((resolve) => socket.once('hello', resolve));
    await merge(part, whole);
    await both;
    noor.closeSockets();
  });
});

describe('a restricted incident', () => {
  it('is not merged into an open one, nor into one that is not for whoever asks', async () => {
    const [secret, plain] = [await open('Insider', { isRestricted: true }), await open('Plain')];
    expect(codeOf(await merge(secret, plain))).toEqual([409, 'incident.merge_restricted']);
    expect(codeOf(await merge(plain, secret, noor))).toEqual([404, 'incident.not_found']);
    expect(codeOf(await merge(secret, plain, noor))).toEqual([404, 'incident.not_found']);
  });

  it('that takes an open one in stays unknown to others, for whom that one stands for itself', async () => {
    const [plain, secret] = [await open('Plain'), await open('Insider', { isRestricted: true })];
    const people = (await mara.get('/api/people')).body as { people: { id: string; username: string }[] };
    const assigneeId = people.people.find(({ username }) => username === 'noor')?.id;
    await mara.post(at(plain, '/items'), { kind: 'task', data: { title: 'Ask her', assigneeId } });
    expect((await merge(plain, secret)).status).toBe(200);
    expect(await find(plain)).toMatchObject({ mergedInto: secret });
    expect(await find(plain, noor)).toMatchObject({ mergedInto: null });
    expect([(await listed('open', noor)).includes(plain), (await listed('open')).includes(plain)]).toEqual([
      true,
      false,
    ]);
    expect(await history(plain, noor)).toEqual(['item.task.add', 'create']);
    const home = JSON.stringify(
      (await noor.get(`/api/home?since=${new Date(Date.now() - 3_600_000).toISOString()}`)).body,
    );
    expect([home.includes('Ask her'), home.includes(plain), home.includes(secret)]).toEqual([true, true, false]);
    expect((await noor.post(at(plain, '/tags'), { add: ['mail'] })).status).toBe(200);
    expect(codeOf(await noor.post(at(plain, '/unmerge'), {}))).toEqual([409, 'incident.not_merged']);
    for (const path of ['', '/items', '/alerts', '/history'])
      expect(JSON.stringify((await noor.get(at(plain, path))).body)).not.toContain(secret);
  });

  it('vanishes from what it is part of for everybody who is not named, also when it was restricted later', async () => {
    const [part, whole] = [await open('Payroll'), await open('Whole')];
    await addTask(part, 'Ask the accountant');
    await merge(part, whole);
    expect(await find(whole, noor)).toMatchObject({ merged: [part], counts: { tasks: 1 } });
    expect((await mara.post(at(part, '/restrict'), { isRestricted: true })).status).toBe(200);
    expect(await find(whole)).toMatchObject({ merged: [part], counts: { tasks: 1 } });
    expect(await find(whole, noor)).toMatchObject({ merged: [], counts: { tasks: 0 } });
    expect(await titles(whole, noor)).toEqual([]);
    for (const path of ['', '/items', '/alerts', '/history', '/evidence'])
      expect(JSON.stringify((await noor.get(at(whole, path))).body)).not.toContain(part);
  });

  it('keeps what is done to what is its own to itself, when that is done from what it is part of', async () => {
    const [theirs, common] = [await insertAlert(api.dataSource, {}), await insertAlert(api.dataSource, {})];
    const [one, both] = [`A-${theirs.number}`, `A-${common.number}`];
    const [part, whole] = [await open('Payroll', { alerts: [one, both] }), await open('Whole', { alerts: [both] })];
    const { id } = (await addTask(part, 'Ask the accountant')).body as { id: string };
    const bytes = { headers: { 'content-type': 'application/octet-stream' }, body: 'salaries' };
    const file = (await mara.send('POST', at(part, '/evidence?name=salaries.txt'), bytes)).body as { id: string };
    await merge(part, whole);
    await mara.post(at(part, '/restrict'), { isRestricted: true });
    const before = await find(whole, noor);

    await mara.post(at(whole, `/items/${id}/set`), { field: 'state', seen: 'open', value: 'done' });
    await mara.delete(at(whole, `/items/${id}`));
    await mara.post(at(whole, `/items/${id}/restore`), {});
    await mara.post(at(whole, `/evidence/${file.id}/verify`), {});
    await mara.post(at(whole, `/evidence/${file.id}/describe`), { seen: '', description: 'Hers' });
    await mara.post(at(whole, `/evidence/${file.id}/remove`), { reason: 'Salaries' });
    await mara.post(at(whole, '/alerts'), { remove: [one, both] });
    const done = ['item.task.state', 'item.task.remove', 'item.task.restore'];
    done.push('evidence.verify', 'evidence.describe', 'evidence.remove', 'alerts');
    expect(await history(part)).toEqual(expect.arrayContaining(done));
    expect(await history(whole)).toEqual(expect.arrayContaining(done));
    expect(await history(whole, noor)).toEqual(['alerts', 'create']);
    expect(await find(whole, noor)).toMatchObject({ revision: before.revision + 1 });
    expect((await find(part)).revision).toBeGreaterThan(done.length);
    for (const path of [at(whole, '/history'), '/api/audit?limit=100']) {
      const { status, body } = await noor.get(path);
      expect(status).toBe(200);
      const told = JSON.stringify(body);
      for (const word of ['Ask the accountant', 'salaries', 'Salaries', 'Hers', `"${one}"`])
        expect(told).not.toContain(word);
    }
  });

  it('tells of itself where it is a part only those who may see it, and those who may not any more that it is gone', async () => {
    const [part, whole] = [await open('Payroll'), await open('Whole')];
    const { id } = (await addTask(part, 'Ask')).body as { id: string };
    await merge(part, whole);
    const heard = (by: Browser): { by: string; parts: string[] }[] => {
      const changes: { by: string; parts: string[] }[] = [];
      by.socket().on('incident.changed', (change: { number: string; by: string; parts: string[] }) => {
        if (change.number === whole) changes.push(change);
      });
      return changes;
    };
    const [hers, his] = [heard(mara), heard(noor)];
    await eventually(() => hers.length > 0 && his.length > 0);
    const named = (changes: readonly { by: string; parts: string[] }[], wanted: string): boolean =>
      changes.some(({ by, parts }) => by !== null && parts.includes(wanted));
    await mara.post(at(part, '/restrict'), { isRestricted: true });
    await eventually(() => named(his, 'items'));
    hers.length = his.length = 0;
    await mara.post(at(whole, `/items/${id}/set`), { field: 'state', seen: 'open', value: 'done' });
    await eventually(() => named(hers, 'items'));
    await mara.post(at(whole, '/tags'), { add: ['mail'] });
    await eventually(() => named(his, 'head'));
    expect(named(his, 'items')).toBe(false);
    for (const person of [mara, noor]) person.closeSockets();
  });
});
