import { incidentSchema, verisEnumerationSchema, verisIncidentSchema } from '@tocsin/api-contract';
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

const open = async (wish: object): Promise<string> =>
  incidentSchema.parse((await mara.post('/api/incidents', wish)).body).number;
const tag = (number: string, words: string) =>
  mara.post(`/api/incidents/${number}/items`, { kind: 'veris', data: { tag: words } });

describe('VERIS', () => {
  it('has its whole enumeration, each tag with a label', async () => {
    const { tags } = verisEnumerationSchema.parse((await mara.get('/api/veris')).body);
    expect(tags.length).toBeGreaterThan(1_900);
    expect(tags).toContainEqual({
      tag: 'action.malware.variety.Ransomware',
      label: 'Ransomware (encrypt or seize stored data)',
    });
    expect(tags.every(({ label }) => label !== '')).toBe(true);
  });

  it('tags incidents with what it has and nothing else, and says how a tag is written', async () => {
    const number = await open({ title: 'Ransom note' });
    const { status, body } = await tag(number, 'action.malware.variety.Ransomware');
    expect(status).toBe(201);
    const { id } = body as { id: string };
    const wrong = { status: 400, code: 'incident.veris_unknown' };
    expect((await tag(number, 'action.malware.variety.ransomware')).body).toMatchObject({
      ...wrong,
      detail: expect.stringContaining('`action.malware.variety.Ransomware`') as string,
    });
    expect((await tag(number, 'action.magic.variety.Wand')).body).toMatchObject(wrong);
    const wish = { field: 'tag', seen: 'action.malware.variety.Ransomware', value: 'action.malware.variety.Wand' };
    expect((await mara.post(`/api/incidents/${number}/items/${id}/set`, wish)).body).toMatchObject(wrong);
  });

  it('exports an incident with what its schema asks for, and what was found', async () => {
    const number = await open({ title: 'Ransom note' });
    for (const words of ['action.malware.variety.Ransomware', 'asset.assets.variety.S - File'])
      await tag(number, words);
    const data = { value: 'hxxps://evil[.]example/x', note: 'note' };
    await mara.post(`/api/incidents/${number}/items`, { kind: 'indicator', data });
    const { headers, body } = await mara.get(`/api/incidents/${number}/veris`);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${number}.veris.json"`);
    const veris = verisIncidentSchema.parse(body);
    expect(veris).toMatchObject({
      incident_id: number,
      action: { malware: { variety: ['Ransomware'], vector: ['Unknown'] } },
      asset: { assets: [{ variety: 'S - File' }] },
      ioc: [{ indicator: 'https://evil.example/x', comment: 'note' }],
    });
    expect(veris.timeline.incident.year).toBeGreaterThan(2_000);
  });

  it('tells nobody else of a restricted incident', async () => {
    const number = await open({ title: 'Quiet', isRestricted: true });
    expect((await noor.get(`/api/incidents/${number}/veris`)).status).toBe(404);
    expect((await noor.get('/api/incidents/INC-2026-9999/veris')).status).toBe(404);
  });
});
