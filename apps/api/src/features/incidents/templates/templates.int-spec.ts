import {
  incidentItemsSchema,
  incidentSchema,
  offeredTasksSchema,
  taskTemplateSchema,
  taskTemplatesSchema,
  type IncidentItem,
  type TaskTemplate,
} from '@tocsin/api-contract';
import { AuditEntryEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
afterAll(() => api.close());

const OWN = { name: 'Ours', type: 'phishing', phase: 'containment', tasks: [{ title: 'Call the print shop' }] };
const open = async (by = mara, wish: object = { title: 'Mail' }): Promise<string> =>
  incidentSchema.parse((await by.post('/api/incidents', wish)).body).number;
const set = (number: string, wish: object) => mara.post(`/api/incidents/${number}/set`, wish);
async function offered(number: string): Promise<string[]> {
  const { body } = await mara.get(`/api/incidents/${number}/offered-tasks`);
  return offeredTasksSchema.parse(body).offers.flatMap(({ tasks }) => tasks.map(({ title }) => title));
}
async function take(number: string, wish: object = {}): Promise<readonly IncidentItem[]> {
  return incidentItemsSchema.parse((await mara.post(`/api/incidents/${number}/offered-tasks`, wish)).body).items;
}
async function create(wish: object = OWN): Promise<TaskTemplate> {
  const { body } = await mara.post('/api/task-templates', wish);
  return taskTemplateSchema.parse(body);
}

describe('tasks of templates', () => {
  it('are offered by type and phase, and none twice', async () => {
    const number = await open();
    const before = await offered(number);
    expect(before).toContain('Say who leads and who has to know');
    expect(before).not.toContain('Pull the message out of all mailboxes');
    await set(number, { field: 'type', seen: null, value: 'phishing' });
    expect(await offered(number)).toContain('Keep the message with all its headers as evidence');
    await set(number, { field: 'phase', seen: 'identification', value: 'containment' });
    expect(await offered(number)).toContain('Pull the message out of all mailboxes');
    const tasks = await take(number);
    const pulled = tasks.find(({ data }) => data['title'] === 'Pull the message out of all mailboxes');
    expect(pulled?.data).toMatchObject({ phase: 'containment', state: 'open', assigneeId: null });
    expect(Date.parse(String(pulled?.data['dueAt']))).toBeGreaterThan(Date.now());
    expect(await offered(number)).toEqual([]);
    expect(await take(number)).toHaveLength(tasks.length);
  });

  it('are added once when two people take them at once, and not again when they were renamed or removed', async () => {
    const number = await open();
    await Promise.all([take(number), take(number), take(number)]);
    const tasks = await take(number);
    expect(new Set(tasks.map(({ data }) => data['title'])).size).toBe(tasks.length);
    const [renamed, removed] = [tasks[0]!, tasks[1]!];
    const wish = { field: 'title', seen: renamed.data['title'], value: 'Called otherwise' };
    await mara.post(`/api/incidents/${number}/items/${renamed.id}/set`, wish);
    await mara.delete(`/api/incidents/${number}/items/${removed.id}`);
    expect(await offered(number)).toEqual([]);
    expect(await take(number)).toHaveLength(tasks.length - 1);
  });

  it('of one template can be taken alone, with their points', async () => {
    const number = await open();
    const template = await create({
      ...{ name: 'Points', type: null, phase: null },
      tasks: [{ title: 'Do it', checklist: ['one', 'two'], dueInMinutes: 5 }],
    });
    const tasks = await take(number, { templates: [template.id] });
    expect(tasks.map(({ data }) => data['title'])).toEqual(['Do it']);
    expect(tasks[0]?.data['checklist']).toMatchObject([
      { text: 'one', isDone: false },
      { text: 'two', isDone: false },
    ]);
    await mara.delete(`/api/task-templates/${template.id}`, { 'if-match': '"1"' });
  });

  it('of a restricted incident are told nobody else', async () => {
    const number = await open(mara, { title: 'Quiet', isRestricted: true });
    expect((await noor.get(`/api/incidents/${number}/offered-tasks`)).status).toBe(404);
    expect((await noor.post(`/api/incidents/${number}/offered-tasks`, {})).status).toBe(404);
  });
});

describe('templates', () => {
  it('are made, replaced as they were seen, and deleted, and the audit log tells', async () => {
    const made = await create();
    const { headers } = await mara.get(`/api/task-templates/${made.id}`);
    expect(headers.get('etag')).toBe('"1"');
    const json = { 'content-type': 'application/json' };
    const put = (tag: string, wish: object) =>
      mara.send('PUT', `/api/task-templates/${made.id}`, {
        headers: { ...json, 'if-match': tag },
        body: JSON.stringify(wish),
      });
    expect((await put('"1"', { ...OWN, name: 'Theirs' })).body).toMatchObject({ name: 'Theirs', version: 2 });
    expect(await put('"1"', OWN)).toMatchObject({ status: 412, body: { code: 'task_template.changed' } });
    expect((await mara.put(`/api/task-templates/${made.id}`, OWN)).status).toBe(428);
    const number = await open();
    await set(number, { field: 'type', seen: null, value: 'phishing' });
    await set(number, { field: 'phase', seen: 'identification', value: 'containment' });
    expect(await offered(number)).toContain('Call the print shop');
    expect((await mara.delete(`/api/task-templates/${made.id}`, { 'if-match': '"2"' })).status).toBe(204);
    expect((await mara.get(`/api/task-templates/${made.id}`)).status).toBe(404);
    const entries = await api.dataSource
      .getRepository(AuditEntryEntity)
      .find({ where: { objectId: made.id }, order: { seq: 'ASC' } });
    expect(entries.map(({ action }) => action)).toEqual([
      'task_template.create',
      'task_template.update',
      'task_template.delete',
    ]);
  });

  it('that come along are listed and stay as they are', async () => {
    const { templates } = taskTemplatesSchema.parse((await mara.get('/api/task-templates')).body);
    expect(templates).toContainEqual(expect.objectContaining({ id: 'phishing.containment', isStock: true }));
    const answer = await mara.delete('/api/task-templates/phishing.containment', { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'task_template.stock' } });
  });

  it('are for those who lead', async () => {
    expect((await noor.post('/api/task-templates', OWN)).status).toBe(403);
    expect((await noor.get('/api/task-templates')).status).toBe(200);
  });

  it('that make no sense are refused', async () => {
    for (const wish of [{ ...OWN, type: 'magic' }, { ...OWN, tasks: [] }, { ...OWN, tasks: [{ title: '' }] }, {}])
      expect((await mara.post('/api/task-templates', wish)).status).toBe(400);
  });
});
