import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';

import { evidenceDetailSchema, evidenceListSchema, evidenceSchema, type Evidence } from '@tocsin/api-contract';
import { AuditEntryEntity, EvidenceChunkEntity, EvidenceEntity } from '@tocsin/database';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import type { Answer, Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

const FILE_BYTES = 3 * 1024 ** 2;
const LIMITS = { evidenceFileBytes: FILE_BYTES, evidenceIncidentBytes: 5 * 1024 ** 2 };

let api: TestApi;
let other: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  api = await TestApi.start({ databaseUrl, api: LIMITS });
  other = await TestApi.start({ databaseUrl, api: LIMITS });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
afterAll(async () => {
  await api.close();
  await other.close();
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

async function open(wish: object = { title: 'Mailbox access' }): Promise<string> {
  const { number } = (await mara.post('/api/incidents', wish)).body as { number: string };
  return `/api/incidents/${number}/evidence`;
}
interface Wish {
  readonly name?: string;
  readonly by?: Browser;
  readonly type?: string;
}
function put(shelf: string, body: Uint8Array<ArrayBuffer>, wish: Wish = {}): Promise<Answer> {
  const { name = 'mail.eml', by = mara, type = 'application/octet-stream' } = wish;
  const path = `${shelf}?name=${encodeURIComponent(name)}`;
  return by.send('POST', path, { headers: { 'content-type': type }, body });
}
async function kept(shelf: string, body = bytesOf(100), wish: Wish = {}): Promise<Evidence> {
  const { status, body: answer } = await put(shelf, body, wish);
  expect([status, answer]).toMatchObject([201, {}]);
  return evidenceSchema.parse(answer);
}
const list = async (shelf: string) => evidenceListSchema.parse((await mara.get(shelf)).body);
const detail = async (shelf: string, { id }: Evidence, by = mara) =>
  evidenceDetailSchema.parse((await by.get(`${shelf}/${id}`)).body);
const chunks = ({ id }: Evidence): Promise<number> =>
  api.dataSource.getRepository(EvidenceChunkEntity).countBy({ evidenceId: id });
const arriving = (): Promise<number> => api.dataSource.getRepository(EvidenceEntity).countBy({ state: 'arriving' });

describe('a file of evidence', () => {
  it('is hashed while it arrives, and comes back byte by byte from any api, as nothing that runs', async () => {
    const shelf = await open();
    const body = bytesOf(2.5 * 1024 ** 2);
    const evidence = await kept(shelf, body, { name: '../<b>täglich</b>.exe' });
    expect(evidence).toMatchObject({ label: 'E-1', name: 'b_.exe', bytes: body.length, sha256: sha256(body) });
    expect(await chunks(evidence)).toBe(3);
    const answer = await fetch(`${other.url}${shelf}/${evidence.id}/file`, { headers: { cookie: mara.cookie ?? '' } });
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(evidence.sha256);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="INC-\d{4}-\d{4}-E-1-b_\.exe\.bin"/,
      ) as string,
      'content-security-policy': expect.stringContaining('sandbox') as string,
      'x-content-type-options': 'nosniff',
    });
  });

  it('has a custody log of everybody who had to do with it, which nobody can change', async () => {
    const shelf = await open();
    const evidence = await kept(shelf);
    await noor.get(`${shelf}/${evidence.id}/file`);
    await detail(shelf, evidence, noor);
    await detail(shelf, evidence, noor);
    expect((await mara.post(`${shelf}/${evidence.id}/verify`)).body).toMatchObject({ verified: { isWhole: true } });
    const describe = { seen: '', description: 'From her mailbox' };
    expect((await noor.post(`${shelf}/${evidence.id}/describe`, describe)).status).toBe(200);
    expect((await mara.post(`${shelf}/${evidence.id}/describe`, { ...describe, description: 'x' })).body).toMatchObject(
      {
        status: 409,
        current: { value: 'From her mailbox' },
      },
    );
    const { custody } = await detail(shelf, evidence, noor);
    expect(custody.map(({ action, by, address }) => [action, by?.username, address])).toEqual([
      ['upload', 'mara', '127.0.0.1'],
      ['download', 'noor', '127.0.0.1'],
      ['view', 'noor', '127.0.0.1'],
      ['verify', 'mara', '127.0.0.1'],
      ['describe', 'noor', '127.0.0.1'],
    ]);
    await expect(api.dataSource.query('DELETE FROM evidence_custody')).rejects.toThrow('only ever appended to');
    const actions = await api.dataSource.getRepository(AuditEntryEntity).find({ order: { seq: 'DESC' }, take: 5 });
    expect(actions.map(({ action }) => action)).toEqual([
      'incident.evidence_describe',
      'incident.evidence_verify',
      'evidence.view',
      'evidence.download',
      'incident.evidence_add',
    ]);
  });

  it('that changed in the store is found out', async () => {
    const shelf = await open();
    const evidence = await kept(shelf);
    await api.dataSource.query(
      `UPDATE evidence_chunk SET bytes = set_byte(bytes, 7, get_byte(bytes, 7) # 1) WHERE evidence_id = $1`,
      [evidence.id],
    );
    const { body } = await mara.post(`${shelf}/${evidence.id}/verify`);
    expect(body).toMatchObject({ verified: { isWhole: false, by: { username: 'mara' } } });
    expect((await list(shelf)).evidence).toMatchObject([{ verified: { isWhole: false } }]);
  });

  it('is removed only with a reason: its bytes are gone, what is known of it stays', async () => {
    const shelf = await open();
    const evidence = await kept(shelf);
    expect((await mara.post(`${shelf}/${evidence.id}/remove`, {})).status).toBe(400);
    expect((await mara.post(`${shelf}/${evidence.id}/remove`, { reason: 'Not ours' })).status).toBe(200);
    expect(await chunks(evidence)).toBe(0);
    expect(await list(shelf)).toMatchObject({
      bytes: 0,
      evidence: [{ sha256: evidence.sha256, removed: { reason: 'Not ours', by: { username: 'mara' } } }],
    });
    for (const [method, path] of [
      ['GET', 'file'],
      ['POST', 'verify'],
      ['POST', 'remove'],
    ] as const) {
      const init = { headers: { 'content-type': 'application/json' }, body: '{"reason":"again"}' };
      const answer = await mara.send(
        method,
        `${shelf}/${evidence.id}/${path}`,
        method === 'GET' ? { headers: {} } : init,
      );
      expect([path, answer.body]).toMatchObject([path, { status: 409, code: 'evidence.removed' }]);
    }
    expect((await kept(shelf)).label).toBe('E-2');
  });
});

describe('an upload', () => {
  it('that is too large, empty or something else is refused and leaves nothing', async () => {
    const shelf = await open();
    const refused = [
      await put(shelf, bytesOf(FILE_BYTES + 1)),
      await put(shelf, new Uint8Array()),
      await put(shelf, new TextEncoder().encode('{}'), { type: 'application/json' }),
      await put(shelf, bytesOf(1), { name: 'x'.repeat(1_001) }),
    ];
    expect(refused.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [413, 'evidence.too_large'],
      [400, 'evidence.empty'],
      [400, 'evidence.content_type'],
      [400, 'request.invalid'],
    ]);
    expect([(await list(shelf)).evidence, await arriving()]).toEqual([[], 0]);
  });

  it('that did not say its length is refused where it becomes too large, and told so', async () => {
    const shelf = await open();
    const parts = new ReadableStream({
      start: (controller) => {
        for (let part = 0; part < 5; part += 1) controller.enqueue(bytesOf(1024 ** 2));
        controller.close();
      },
    });
    const headers = { origin: api.url, cookie: mara.cookie ?? '', 'content-type': 'application/octet-stream' };
    const init = { method: 'POST', headers, body: parts, duplex: 'half' as const };
    const answer = await fetch(`${api.url}${shelf}?name=a`, init);
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'evidence.too_large' }]);
    expect(await arriving()).toBe(0);
  });

  it('that breaks off leaves nothing', async () => {
    const shelf = await open();
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const head = [`POST ${shelf}?name=a HTTP/1.1`, `Host: ${hostname}:${port}`, `Cookie: ${mara.cookie}`];
    socket.write([...head, 'Content-Type: application/octet-stream', 'Content-Length: 2000000', '', ''].join('\r\n'));
    socket.write(bytesOf(1_500_000));
    await eventually(async () => (await arriving()) === 1);
    socket.destroy();
    await eventually(async () => (await arriving()) === 0);
    expect((await list(shelf)).evidence).toEqual([]);
  });

  it('finds no room where the incident is full, also when many come at once', async () => {
    const shelf = await open();
    const answers = await Promise.all(Array.from({ length: 3 }, () => put(shelf, bytesOf(2 * 1024 ** 2))));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(2);
    expect(statuses.at(-1)).toBe(413);
    expect((await list(shelf)).bytes).toBeLessThanOrEqual(LIMITS.evidenceIncidentBytes);
    expect((await put(shelf, bytesOf(3 * 1024 ** 2))).body).toMatchObject({ code: 'evidence.incident_full' });
  });
});

it('evidence of a restricted incident is there for its people only', async () => {
  const shelf = await open({ title: 'Insider', isRestricted: true });
  const evidence = await kept(shelf);
  const [open2, id] = [await open(), evidence.id];
  const asked = [
    await noor.get(shelf),
    await noor.get(`${shelf}/${id}`),
    await noor.get(`${shelf}/${id}/file`),
    await noor.post(`${shelf}/${id}/verify`),
    await noor.post(`${shelf}/${id}/remove`, { reason: 'x' }),
    await put(shelf, bytesOf(1), { by: noor }),
    await noor.get(`${open2}/${id}`),
  ];
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404));
  expect((await detail(shelf, evidence)).custody.map(({ by }) => by?.username)).toEqual(['mara', 'mara']);
});
