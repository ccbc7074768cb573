import { textVersionSchema, textVersionsSchema, type Incident, type IncidentItem } from '@tocsin/api-contract';
import { AccountEntity, AuditEntryEntity } from '@tocsin/database';
import { SharedTexts, TextWords } from '@tocsin/shared-text';
import { testPostgresUrl } from '@tocsin/testing';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

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

async function open(wish: object = {}): Promise<string> {
  return ((await mara.post('/api/incidents', { title: 'Spray', ...wish })).body as Incident).number;
}

/** As somebody writes at the end of a text. */
async function write(id: string, text: string, username: string): Promise<void> {
  const texts = api.app.get(SharedTexts, { strict: false });
  const account = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({ username });
  const doc = new Doc();
  applyUpdate(doc, (await texts.since(id)).update);
  const before = encodeStateVector(doc);
  doc.getText('text').insert(doc.getText('text').length, text);
  await texts.append(id, encodeStateAsUpdate(doc, before), account.id);
}

async function versions(path: string, by = mara) {
  return textVersionsSchema.parse((await by.get(path)).body).versions;
}

describe('the versions of a text', () => {
  it('name who wrote them and say what they said', async () => {
    const number = await open();
    const path = `/api/incidents/${number}/texts/notes/versions`;
    expect(await versions(path)).toEqual([]);
    await write(`incident/${number}/notes`, 'Spray. ', 'noor');
    await write(`incident/${number}/notes`, 'Blocked.', 'mara');
    const [now, before] = await versions(path, noor);
    expect(now).toMatchObject({ authors: [{ username: 'mara' }], characters: 15 });
    expect(before).toMatchObject({ authors: [{ username: 'noor' }], characters: 7 });
    const said = textVersionSchema.parse((await noor.get(`${path}/${before?.seq}`)).body);
    expect(said).toEqual({ seq: before?.seq, content: 'Spray. ', now: 'Spray. Blocked.' });
  });

  it('are restored by whoever handles incidents, on the record', async () => {
    const number = await open();
    const path = `/api/incidents/${number}/texts/description/versions`;
    await write(`incident/${number}/description`, 'First', 'noor');
    await write(`incident/${number}/description`, ', second', 'mara');
    const [, first] = await versions(path);
    expect((await mara.post(`${path}/${first?.seq}/restore`)).status).toBe(204);
    const [now, lost] = await versions(path);
    const read = async (seq?: number) => textVersionSchema.parse((await mara.get(`${path}/${seq}`)).body);
    expect(await read(lost?.seq)).toMatchObject({ content: 'First, second', now: 'First' });
    expect(now).toMatchObject({ characters: 5 });
    const entry = await api.dataSource
      .getRepository(AuditEntryEntity)
      .findOneOrFail({ where: { action: 'incident.text_restore' }, order: { seq: 'DESC' } });
    expect(entry.objectId).toBe(number);
    const history = (await mara.get(`/api/incidents/${number}/history`)).body as { entries: object[] };
    expect(history.entries[0]).toMatchObject({ action: 'text.restore', subject: 'description' });
  });

  it('of tasks and theories belong to the incident they are in', async () => {
    const [number, other] = [await open(), await open()];
    const wish = { kind: 'theory', data: { title: 'Reused password' } };
    const { id } = (await mara.post(`/api/incidents/${number}/items`, wish)).body as IncidentItem;
    await write(`item/${id}/text`, 'Seen in a dump.', 'mara');
    expect(await versions(`/api/incidents/${number}/texts/${id}/versions`)).toHaveLength(1);
    expect(await mara.get(`/api/incidents/${other}/texts/${id}/versions`)).toMatchObject({
      status: 404,
      body: { code: 'text.not_found' },
    });
  });

  it('are nobody else’s, and nonsense is told so', async () => {
    const number = await open({ isRestricted: true });
    await write(`incident/${number}/notes`, 'Secret', 'mara');
    const path = `/api/incidents/${number}/texts/notes/versions`;
    expect(await noor.get(path)).toMatchObject({ status: 404, body: { code: 'incident.not_found' } });
    expect((await noor.get(`${path}/1`)).status).toBe(404);
    expect((await noor.post(`${path}/1/restore`)).status).toBe(404);
    expect(await mara.get(`${path}/77`)).toMatchObject({ status: 404, body: { code: 'text.no_version' } });
    expect(await mara.post(`${path}/77/restore`)).toMatchObject({ status: 404, body: { code: 'text.no_version' } });
    for (const seq of ['0', '-1', 'x', '99999999999']) expect((await mara.get(`${path}/${seq}`)).status).toBe(400);
    expect((await mara.get(`/api/incidents/${number}/texts/secrets/versions`)).status).toBe(400);
  });
});

describe('the search of incidents', () => {
  it('finds the words of notes, descriptions and items, for those who may see them', async () => {
    const [number, hidden] = [await open(), await open({ isRestricted: true })];
    const wish = { kind: 'task', data: { title: 'Look' } };
    const { id } = (await mara.post(`/api/incidents/${number}/items`, wish)).body as IncidentItem;
    await write(`incident/${number}/notes`, 'a quokka in the notes', 'mara');
    await write(`incident/${number}/description`, 'a numbat in the description', 'mara');
    await write(`item/${id}/text`, 'a bilby in the task', 'mara');
    await write(`incident/${hidden}/notes`, 'a quokka too', 'mara');
    await api.app.get(TextWords, { strict: false }).readChanged();
    const found = async (q: string, by: Browser) =>
      ((await by.get(`/api/incidents?q=${q}`)).body as { incidents: Incident[] }).incidents.map((one) => one.number);
    expect(await found('numbat', noor)).toEqual([number]);
    expect(await found('bilby', noor)).toEqual([number]);
    expect(await found('quokka', noor)).toEqual([number]);
    expect((await found('quokka', mara)).toSorted()).toEqual([number, hidden].toSorted());
  });
});
