import { request } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';

import { ask, json } from '../../testing/ask';
import { KEY, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { EventsController } from './events.controller';

interface Receipt {
  readonly receipt: string;
  readonly accepted: number;
  readonly parked: number;
  readonly rejected: unknown[];
}

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor({ maxLineBytes: 4_096, maxLines: 3_000 })));
afterAll(() => door.app.close());

const lines = () => door.batches().flatMap(batchLines).map(String);

/** What a body adds to the queue, and its receipt. */
async function taken(body: string | Buffer, headers: Record<string, string> = {}) {
  const before = lines().length;
  const reply = await ask(door, '/events', { body, headers: { ...KEY, ...headers } });
  return { status: reply.status, receipt: json<Receipt>(reply), lines: lines().slice(before) };
}

describe(EventsController.name, () => {
  it('answers with a receipt that names the batch', async () => {
    const { status, receipt } = await taken('{"a":1}\nbad\n');
    expect(status).toBe(200);
    expect(receipt).toEqual({
      receipt: door.batches().at(-1)?.id,
      accepted: 2,
      parked: 1,
      rejected: [{ line: 2, reason: expect.stringContaining('not JSON') as string }],
    });
  });

  it('takes an id of the event itself, so that it is stored once wherever it is sent again', async () => {
    const idsOf = async (path: string, body: string) => {
      expect((await ask(door, path, { body })).status).toBe(200);
      return door.batches().at(-1)?.ids;
    };
    const first = await idsOf('/events', '{"event":{"id":"e-1"},"a":1}');
    expect(await idsOf('/events', '[{"event.id":"e-1","a":2}]')).toEqual(first);
    expect(await idsOf('/_bulk', '{"index":{"_id":"e-1"}}\n{"a":3}\n')).toEqual(first);
    expect(await idsOf('/_bulk', '{"index":{}}\n{"_id":"e-1"}\n')).toEqual(first);
    expect(await idsOf('/events', '{"event":{"id":"e-2"}}')).not.toEqual(first);
  });

  it.each(['/events', '/events/', '/nxlog', '/nxlog/', '/events?x=1'])('takes POST and PUT on %s', async (path) => {
    for (const method of ['POST', 'PUT']) {
      const reply = await ask(door, path, { method, body: `{"path":"${path} ${method}"}` });
      expect(reply.status).toBe(200);
      expect(door.batches().at(-1)?.dialect).toBe(path.startsWith('/nxlog') ? 'nxlog' : 'json');
    }
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'PATCH'])('answers %s with the methods that send', async (method) => {
    for (const path of ['/events', '/nxlog/']) {
      const reply = await ask(door, path, { method });
      expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST, PUT' } });
      expect(json(reply)).toMatchObject({ code: 'method.wrong', detail: expect.stringContaining(method) as string });
    }
    expect(await ask(door, '/events', { method: 'HEAD' })).toMatchObject({ status: 405, text: '' });
  });

  it('takes what mozdef_client sends: one object over many lines, without a Content-Type', async () => {
    const event = { category: 'probe', details: { n: 1 }, severity: 'INFO', source: null, tags: ['a'] };
    const sent = await taken(JSON.stringify(event, null, 4));
    expect(sent.receipt).toMatchObject({ accepted: 1, parked: 0 });
    expect(sent.lines.map((line): unknown => JSON.parse(line))).toEqual([event]);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data', 'application/x-www-form-urlencoded', 'nonsense'])(
    'does not believe the Content-Type %s',
    async (type) => {
      expect((await taken('[{"a":1},{"b":2}]', { 'content-type': type })).lines).toEqual(['{"a":1}', '{"b":2}']);
    },
  );

  it('changes no digit and no byte of an event', async () => {
    const event = '{"n":123456789012345678901234567890, "f":1.10, "__proto__":{"x":1}, "a":1,"a":2, "s":"\\u00e9é"}';
    for (const body of [event, `[${event}]`, `\ufeff${event}\r\n`]) expect((await taken(body)).lines).toEqual([event]);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('takes bodies in %s', async (encoding, encode) => {
    const body = encode(Buffer.from(`{"in":"${encoding}"}\n`));
    expect((await taken(body, { 'content-encoding': encoding })).lines).toEqual([`{"in":"${encoding}"}`]);
  });

  it.each([
    { name: 'an empty body', body: '', status: 400, code: 'body.empty' },
    { name: 'a body of blanks', body: ' \r\n', status: 400, code: 'body.empty' },
    { name: 'a broken encoding', body: 'not gzip', encoding: 'gzip', status: 400, code: 'body.encoding_broken' },
    { name: 'an unknown encoding', body: 'x', encoding: 'lzma', status: 415, code: 'body.encoding_unknown' },
    { name: 'a long event', body: `{"a":"${'x'.repeat(5_000)}"}`, status: 413, code: 'limit.line_bytes' },
    { name: 'too many events', body: '{}\n'.repeat(3_001), status: 413, code: 'limit.lines' },
  ])('refuses $name and says what to do', async ({ body, encoding, status, code }) => {
    const headers = { ...KEY, ...(encoding ? { 'content-encoding': encoding } : {}) };
    const reply = await ask(door, '/events', { body, headers });
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(json(reply)).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) as string });
  });

  it('answers an empty array with an empty receipt', async () => {
    expect((await taken('[]')).receipt).toEqual({ receipt: '', accepted: 0, parked: 0, rejected: [] });
  });

  it('keeps the connection for the next request', async () => {
    const answers: string[] = [];
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
    const head = `POST /events HTTP/1.1\r\nhost: x\r\nauthorization: ${KEY.authorization}\r\ncontent-length: 7\r\n\r\n`;
    for (const name of ['a', 'b', 'c']) {
      socket.write(`${head}{"${name}":1}`);
      answers.push(await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString()))));
    }
    socket.destroy();
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 200 .*"accepted":1/s);
  });

  it('refuses a request without a good key before its body was sent, and tells how to send', async () => {
    const outgoing = request(`${door.url}/events`, { method: 'POST', headers: { 'content-length': '1000' } });
    outgoing.on('error', () => undefined);
    outgoing.flushHeaders();
    const response = await new Promise<{ statusCode?: number; headers: NodeJS.Dict<string | string[]> }>((resolve) =>
      outgoing.on('response', resolve),
    );
    outgoing.destroy();
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toContain('ApiKey');
  });

  it('lets a client that reads nothing before it has sent all see its refusal', async () => {
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1').pause();
    const body = '{"x":1}\n'.repeat(1_500_000);
    const head = `POST /events HTTP/1.1\r\nhost: x\r\nauthorization: ${KEY.authorization}\r\n`;
    const sent = new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`, (error) =>
        error ? reject(error) : resolve(),
      );
    });
    await sent;
    const answer = Buffer.concat(await socket.resume().toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 413 .*connection: close.*limit.lines/is);
  });

  it('gives events the ids of their Idempotency-Key', async () => {
    const ids = async (body: string) => {
      await taken(body, { 'idempotency-key': 'upload-7' });
      return door.batches().at(-1)?.ids;
    };
    const first = await ids('{"x":1}');
    expect(await ids('{"x":1}')).toEqual(first);
    expect(await ids('{"x":2}')).not.toEqual(first);
  });
});
