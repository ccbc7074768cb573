import {
  incidentHistorySchema,
  incidentItemSchema,
  incidentItemsSchema,
  incidentPageSchema,
  incidentSchema,
  linkedAlertsSchema,
  type Incident,
  type IncidentItem,
} from '@tocsin/api-contract';
import { SystemClock } from '@tocsin/clock';
import { AuditEntryEntity } from '@tocsin/database';
import { SharedTexts, TextVersions } from '@tocsin/shared-text';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import { Doc, encodeStateAsUpdate } from 'yjs';

import { insertAlert } from '../../../testing/an-alert';
import type { Answer, Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let api: TestApi;
let mara: Browser;
let noor: Browser;
let noorId: string;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
  const people = (await mara.get('/api/people')).body as { people: { id: string; username: string }[] };
  noorId = people.people.find(({ username }) => username === 'noor')?.id ?? '';
});
afterAll(() => api.close());

async function open(wish: object = { title: 'Password spray' }, by = mara): Promise<Incident> {
  return incidentSchema.parse((await by.post('/api/incidents', wish)).body);
}
const find = async ({ number }: Incident, by = mara) =>
  incidentSchema.parse((await by.get(`/api/incidents/${number}`)).body);
const set = ({ number }: Incident, wish: object, by = mara): Promise<Answer> =>
  by.post(`/api/incidents/${number}/set`, wish);
async function add({ number }: Incident, kind: string, data: object, by = mara): Promise<IncidentItem> {
  return incidentItemSchema.parse((await by.post(`/api/incidents/${number}/items`, { kind, data })).body);
}
async function items({ number }: Incident, kind: string): Promise<readonly IncidentItem[]> {
  return incidentItemsSchema.parse((await mara.get(`/api/incidents/${number}/items?kind=${kind}`)).body).items;
}

describe('an incident', () => {
  it('gets a number of its own, however many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, (_, index) => open({ title: `Incident ${index}` })));
    const counts = made.map(({ number }) => Number(number.slice(9))).toSorted((one, other) => one - other);
    expect(counts.map((count) => count - (counts[0] ?? 0))).toEqual(counts.map((_, index) => index));
    expect(made[0]).toMatchObject({
      phase: 'identification',
      lead: { username: 'mara' },
      team: [{ username: 'mara' }],
    });
  });

  it('is made from alerts in one step: what they say of it is taken over', async () => {
    const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 12, minute));
    const early = { firstAt: at(1), lastAt: at(2), createdAt: at(3), severity: 'medium' as const };
    const one = await insertAlert(api.dataSource, { ...early, title: 'Spray', entityValue: '198.51.100.9' });
    const two = await insertAlert(api.dataSource, {
      firstAt: at(5),
      createdAt: at(6),
      severity: 'critical',
      entityValue: '198.51.100.9',
    });
    const numbers = [`A-${one.number}`, `A-${two.number}`];
    const incident = await open({ alerts: numbers });
    expect(incident).toMatchObject({
      title: 'Spray',
      severity: 'critical',
      counts: { alerts: 2, indicators: 1, timeline: 2 },
    });
    expect(incident.milestones).toMatchObject({
      occurred: { at: at(1).toISOString(), source: numbers[0] },
      detected: { at: at(3).toISOString(), source: numbers[0] },
      reported: { source: '', setBy: { username: 'mara' } },
    });
    expect(incident.measures).toMatchObject({ ttd: { seconds: 120, isRunning: false }, ttc: { isRunning: true } });
    expect(await items(incident, 'indicator')).toMatchObject([
      { isAutomatic: true, data: { type: 'ipv4', value: '198.51.100.9' } },
    ]);
    const { body } = await mara.get(`/api/alerts/${numbers[0]}/incidents`);
    expect(body).toMatchObject({ incidents: [{ number: incident.number, phase: 'identification' }] });
  });

  it('needs a title or an alert, and alerts that are there', async () => {
    expect((await mara.post('/api/incidents', {})).body).toMatchObject({ status: 400, code: 'incident.no_title' });
    const before = incidentPageSchema.parse((await mara.get('/api/incidents?state=all')).body).total;
    expect((await mara.post('/api/incidents', { alerts: ['A-999999999'] })).status).toBe(404);
    expect(incidentPageSchema.parse((await mara.get('/api/incidents?state=all')).body).total).toBe(before);
  });

  it('changes field by field: different fields never meet, and whoever comes second on one is told who was first', async () => {
    const incident = await open();
    const [severity, title] = await Promise.all([
      set(incident, { field: 'severity', seen: 'medium', value: 'high' }),
      set(incident, { field: 'title', seen: 'Password spray', value: 'Password spray, finance' }, noor),
    ]);
    expect([severity.status, title.status]).toEqual([200, 200]);
    expect(await find(incident)).toMatchObject({ severity: 'high', title: 'Password spray, finance', revision: 3 });
    const late = await set(incident, { field: 'severity', seen: 'medium', value: 'critical' }, noor);
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: 'incident.conflict', current: { field: 'severity', value: 'high', by: { username: 'mara' } } },
    ]);
    expect((await set(incident, { field: 'severity', seen: 'medium', value: 'high' }, noor)).status).toBe(200);
    expect(await find(incident)).toMatchObject({ revision: 3 });
    await set(incident, { field: 'contact', seen: '', value: 'print@example.net' });
    expect(await find(incident)).toMatchObject({ contact: 'print@example.net' });
  });

  it('goes through its phases, back too, and is closed and opened again', async () => {
    const incident = await open();
    const steps = ['containment', 'identification', 'closed', 'recovery'];
    let seen = 'identification';
    for (const value of steps) {
      expect((await set(incident, { field: 'phase', seen, value })).status).toBe(200);
      if (value === 'closed')
        expect(await find(incident)).toMatchObject({
          closedAt: expect.any(String) as string,
          milestones: { closed: {} },
        });
      seen = value;
    }
    const now = await find(incident);
    expect(now.phases.map(({ phase }) => phase)).toEqual(['identification', ...steps]);
    expect([now.closedAt, now.milestones.closed, now.phases.at(-1)?.to]).toEqual([null, undefined, null]);
  });

  it('has its milestones dated by hand, with conflicts as for any field', async () => {
    const { number } = await open();
    const put = (body: object, by = mara) => by.put(`/api/incidents/${number}/milestones/contained`, body);
    const at = '2026-11-24T12:00:00+01:00';
    expect((await put({ seen: null, at })).status).toBe(200);
    expect((await put({ seen: null, at: '2026-11-24T13:00:00Z' }, noor)).body).toMatchObject({
      code: 'incident.conflict',
      current: { value: '2026-11-24T11:00:00.000Z', by: { username: 'mara' } },
    });
    expect((await put({ seen: at, at: null })).body).toMatchObject({ milestones: {} });
  });

  it('merges tags and people that several add and remove at once', async () => {
    const { number } = await open();
    await Promise.all([
      mara.post(`/api/incidents/${number}/tags`, { add: ['phishing', 'finance'] }),
      noor.post(`/api/incidents/${number}/tags`, { add: ['vip'] }),
      noor.post(`/api/incidents/${number}/team`, { add: [noorId] }),
    ]);
    const { body } = await mara.post(`/api/incidents/${number}/tags`, { remove: ['finance'] });
    expect(body).toMatchObject({ tags: ['phishing', 'vip'], team: [{ username: 'mara' }, { username: 'noor' }] });
    const stranger = '00000000-0000-4000-8000-000000000000';
    expect((await mara.post(`/api/incidents/${number}/team`, { add: [stranger] })).body).toMatchObject({
      code: 'incident.person_unknown',
    });
  });

  it('keeps what was done to it, and the audit log too', async () => {
    const incident = await open();
    await set(incident, { field: 'tlp', seen: 'amber', value: 'red' }, noor);
    const { entries } = incidentHistorySchema.parse((await mara.get(`/api/incidents/${incident.number}/history`)).body);
    expect(entries).toMatchObject([
      { action: 'field.tlp', by: { username: 'noor' }, before: { tlp: 'amber' }, after: { tlp: 'red' } },
      { action: 'create', by: { username: 'mara' } },
    ]);
    const audited = await api.dataSource.getRepository(AuditEntryEntity).findBy({ objectId: incident.number });
    expect(audited.map(({ action }) => action)).toEqual(['incident.create', 'incident.field_tlp']);
  });

  it('is found by what is in it', async () => {
    const incident = await open({ title: 'Beacon 100%' });
    await add(incident, 'indicator', { value: 'cdn-sync[.]example[.]net' });
    const found = async (query: string) =>
      incidentPageSchema.parse((await mara.get(`/api/incidents?${query}`)).body).incidents;
    for (const q of ['beacon 100%25', 'cdn-sync.example', incident.number])
      expect((await found(`q=${q}`)).map(({ number }) => number)).toEqual([incident.number]);
    expect(await found('q=100_')).toEqual([]);
    expect((await found('lead=me&phase=identification&limit=1')).length).toBe(1);
    expect(await found('lead=none')).toEqual([]);
  });

  it('pages newest first', async () => {
    const first = incidentPageSchema.parse((await mara.get('/api/incidents?state=all&limit=2')).body);
    const second = incidentPageSchema.parse(
      (await mara.get(`/api/incidents?state=all&limit=2&cursor=${first.nextCursor}`)).body,
    );
    const numbers = [...first.incidents, ...second.incidents].map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted().toReversed());
  });
});

describe('what belongs to an incident', () => {
  it('is added once, set field by field, taken away and brought back', async () => {
    const incident = await open();
    const clientId = '00000000-0000-4000-8000-0000000000aa';
    const wish = { kind: 'task', data: { title: 'Isolate fin-ws-114' }, clientId };
    const [one, two] = await Promise.all([1, 2].map(() => mara.post(`/api/incidents/${incident.number}/items`, wish)));
    expect([one?.status, two?.status]).toEqual([201, 201]);
    const [task] = await items(incident, 'task');
    expect(await items(incident, 'task')).toHaveLength(1);
    const path = `/api/incidents/${incident.number}/items/${task?.id}`;
    expect((await mara.post(`${path}/set`, { field: 'assigneeId', seen: null, value: noorId })).body).toMatchObject({
      assignee: { username: 'noor' },
    });
    expect((await noor.post(`${path}/set`, { field: 'state', seen: 'open', value: 'done' })).status).toBe(200);
    expect((await mara.post(`${path}/set`, { field: 'state', seen: 'open', value: 'dropped' })).body).toMatchObject({
      code: 'incident.conflict',
      current: { field: 'state', value: 'done', by: { username: 'noor' } },
    });
    expect((await mara.post(`${path}/set`, { field: 'state', seen: 'done', value: 'perhaps' })).status).toBe(400);
    expect((await mara.post(`${path}/set`, { field: 'nonsense', seen: null, value: 1 })).status).toBe(400);
    expect((await find(incident)).counts).toMatchObject({ tasks: 1, openTasks: 0 });
    expect((await mara.delete(path)).status).toBe(204);
    expect(await items(incident, 'task')).toEqual([]);
    expect((await mara.post(`${path}/restore`)).body).toMatchObject({ removedAt: null });
    expect(await items(incident, 'task')).toHaveLength(1);
  });

  it('has indicators whose type is found out, however they are written', async () => {
    const incident = await open();
    const item = await add(incident, 'indicator', { value: 'hxxps://evil[.]example/a' });
    expect(item.data).toMatchObject({ value: 'https://evil.example/a', type: 'url' });
    expect((await add(incident, 'indicator', { value: 'x', type: 'user' })).data).toMatchObject({ type: 'user' });
  });

  it('is not reached through another incident', async () => {
    const [one, other] = [await open(), await open()];
    const task = await add(one, 'task', { title: 'Mine' });
    expect((await mara.delete(`/api/incidents/${other.number}/items/${task.id}`)).status).toBe(404);
  });

  it('has alerts that are linked, unlinked and suggested', async () => {
    const incident = await open();
    const [one, two] = [
      await insertAlert(api.dataSource, { entityValue: '192.0.2.77' }),
      await insertAlert(api.dataSource, { entityValue: '192.0.2.77' }),
    ];
    await mara.post(`/api/incidents/${incident.number}/alerts`, { add: [`A-${one.number}`] });
    const linked = linkedAlertsSchema.parse((await mara.get(`/api/incidents/${incident.number}/alerts`)).body);
    expect(linked.alerts).toMatchObject([{ number: `A-${one.number}`, linkedBy: { username: 'mara' } }]);
    expect(linked.suggested).toMatchObject([{ alert: { number: `A-${two.number}` }, sharedValue: '192.0.2.77' }]);
    const { body } = await mara.post(`/api/incidents/${incident.number}/alerts`, { remove: [`A-${one.number}`] });
    expect(body).toMatchObject({ counts: { alerts: 0 } });
  });
});

describe('a restricted incident', () => {
  it('is not there for anybody who is not named: not in lists, counts, by its alerts, nor to be changed', async () => {
    const alert = await insertAlert(api.dataSource);
    const hidden = await open({ title: 'Insider', alerts: [`A-${alert.number}`], isRestricted: true });
    const before = incidentPageSchema.parse((await noor.get('/api/incidents?state=all')).body);
    expect(before.incidents.map(({ number }) => number)).not.toContain(hidden.number);
    expect(incidentPageSchema.parse((await mara.get('/api/incidents?state=all')).body).total).toBe(before.total + 1);
    expect((await noor.get('/api/incidents?q=Insider')).body).toMatchObject({ total: 0, incidents: [] });
    const path = `/api/incidents/${hidden.number}`;
    const unknown = await noor.get('/api/incidents/INC-2020-9999');
    for (const tried of ['', '/history', '/items', '/alerts']) {
      const answer = await noor.get(path + tried);
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([
        404,
        (unknown.body as { code: string }).code,
      ]);
    }
    const commands = [
      noor.post(`${path}/set`, { field: 'title', seen: 'Insider', value: 'x' }),
      noor.post(`${path}/restrict`, { isRestricted: false }),
      noor.post(`${path}/team`, { add: [noorId] }),
      noor.post(`${path}/items`, { kind: 'task', data: { title: 'x' } }),
      noor.post(`${path}/alerts`, { add: [`A-${alert.number}`] }),
    ];
    for (const { status } of await Promise.all(commands)) expect(status).toBe(404);
    expect((await noor.get(`/api/alerts/A-${alert.number}/incidents`)).body).toEqual({ incidents: [] });
    expect((await mara.post(`${path}/restrict`, { isRestricted: true, add: [noorId] })).status).toBe(200);
    expect((await noor.get(path)).body).toMatchObject({ isRestricted: true });
  });

  it('has it recorded who reads it or what belongs to it, once per person and hour', async () => {
    const { number } = await open({ title: 'Insider', isRestricted: true });
    const path = `/api/incidents/${number}`;
    const readers = async (): Promise<(string | null)[]> => {
      const read = { objectId: number, action: 'incident.read' };
      const entries = await api.dataSource.getRepository(AuditEntryEntity).find({ where: read, order: { seq: 'ASC' } });
      return entries.map(({ actorName }) => actorName);
    };
    await noor.get(path);
    expect(await readers()).toEqual([]);
    const ways = ['', '/history', '/items', '/alerts'];
    await Promise.all(ways.map((way) => mara.get(path + way)));
    expect(await readers()).toEqual(['mara']);
    await mara.post(`${path}/restrict`, { isRestricted: true, add: [noorId] });
    for (const [index, way] of ways.entries()) {
      await api.dataSource.query(`UPDATE incident_read SET at = at - interval '1 hour'`);
      expect((await noor.get(path + way)).status).toBe(200);
      expect((await readers()).filter((name) => name === 'noor')).toHaveLength(index + 1);
    }
  });

  it('has it recorded that somebody sees it by a change that is refused, or that changes nothing', async () => {
    const { number } = await open({ title: 'Insider', isRestricted: true });
    const readings = (): Promise<number> =>
      api.dataSource.getRepository(AuditEntryEntity).countBy({ objectId: number, action: 'incident.read' });
    const wish = { field: 'title', seen: 'x', value: 'y' };
    expect((await mara.post(`/api/incidents/${number}/set`, wish)).body).toMatchObject({
      current: { value: 'Insider' },
    });
    expect(await readings()).toBe(1);
    await api.dataSource.query(`UPDATE incident_read SET at = at - interval '1 hour'`);
    expect((await mara.post(`/api/incidents/${number}/tags`, {})).body).toMatchObject({ title: 'Insider' });
    expect(await readings()).toBe(2);
  });

  it('is the only kind whose reading is recorded', async () => {
    const incident = await open();
    await find(incident);
    const read = { objectId: incident.number, action: 'incident.read' };
    expect(await api.dataSource.getRepository(AuditEntryEntity).countBy(read)).toBe(0);
  });

  it('cannot be left by whoever restricts it', async () => {
    const incident = await open();
    const me = incident.lead?.id ?? '';
    const { body } = await mara.post(`/api/incidents/${incident.number}/restrict`, {
      isRestricted: true,
      remove: [me],
    });
    expect(body).toMatchObject({ restrictedTo: [{ username: 'mara' }] });
  });
});

describe('whoever has the console open', () => {
  it('hears of changes at once, and of a restricted incident only when named', async () => {
    const heard: Record<string, string[]> = { mara: [], noor: [] };
    for (const [name, browser] of [
      ['mara', mara],
      ['noor', noor],
    ] as const) {
      const socket = browser.socket();
      await new Promise((resolve) => socket.once('hello', resolve));
      socket.on('incident.changed', ({ number, parts }: { number: string; parts: string[] }) =>
        heard[name]?.push(`${number} ${parts.includes('head')}`),
      );
    }
    const hidden = await open({ title: 'Insider', isRestricted: true });
    const plain = await open({ title: 'Plain' });
    await eventually(() => heard['noor']?.includes(`${plain.number} true`));
    expect(heard['mara']).toContain(`${hidden.number} true`);
    expect(heard['noor']?.some((line) => line.startsWith(hidden.number))).toBe(false);
    mara.closeSockets();
    noor.closeSockets();
  });
});

describe('the report', () => {
  it('is a file with all of the incident, and the words of others stay words', async () => {
    const incident = await open({ title: '<b>Spray</b>' });
    await add(incident, 'task', { title: 'Ask *Noor*' });
    const read = (format: string, by = mara): Promise<Answer> =>
      by.get(`/api/incidents/${incident.number}/report?format=${format}`);
    const markdown = await read('md');
    expect(markdown.status).toBe(200);
    expect(markdown.body).toContain(`# ${incident.number} &lt;b>Spray`.replace('>', String.raw`\>`));
    expect(markdown.body).toContain(String.raw`Ask \*Noor\*`);
    const html = await read('html');
    expect(html.body).toContain('&lt;b&gt;Spray&lt;/b&gt;');
    const pdf = await read('pdf');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(`attachment; filename="${incident.number}.pdf"`);
    expect(String(pdf.body).startsWith('%PDF-')).toBe(true);
    expect((await read('exe')).status).toBe(400);
  });

  it('holds the notes and the long texts of items', async () => {
    const { number } = await open({ title: 'With words' });
    const theory = await add({ number } as Incident, 'theory', { title: 'It was the printer' });
    const clock = new SystemClock();
    const texts = new SharedTexts(api.dataSource, clock, new TextVersions(api.dataSource, clock));
    const write = (id: string, words: string) => {
      const doc = new Doc();
      doc.getText('text').insert(0, words);
      return texts.append(id, encodeStateAsUpdate(doc), noorId);
    };
    await write(`incident/${number}/notes`, 'First the mail came.\nThen the call.');
    await write(`item/${theory.id}/text`, 'Because of its *firmware*.');
    const { body } = await mara.get(`/api/incidents/${number}/report?format=html`);
    expect(body).toContain('<h2>Notes</h2>\n<p>First the mail came.<br>\nThen the call.</p>');
    expect(body).toContain('It was the printer:<br>\nBecause of its *firmware*.');
  });

  it('of a restricted incident is for its people only', async () => {
    const { number } = await open({ title: 'Secret', isRestricted: true });
    expect((await mara.get(`/api/incidents/${number}/report`)).status).toBe(200);
    expect((await noor.get(`/api/incidents/${number}/report`)).status).toBe(404);
  });
});
