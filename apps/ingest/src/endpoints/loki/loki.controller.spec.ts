import { gzipSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';
import { compress } from 'snappyjs';

import { ask } from '../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { field, whole } from '../../testing/protobuf-bytes';
import { LokiController } from './loki.controller';

const PUSH = '/loki/api/v1/push';

let door: FrontDoor;
const doors: FrontDoor[] = [];
beforeAll(async () => (door = await open({ maxDocumentBytes: 4 * 1024 ** 2 })));
afterAll(() => Promise.all(doors.map(({ app }) => app.close())));

/** Closed at the end, however the test does. */
async function open(...parts: Parameters<typeof openFrontDoor>): Promise<FrontDoor> {
  const opened = await openFrontDoor(...parts);
  doors.push(opened);
  return opened;
}

function lastEvents(of: FrontDoor = door): unknown[] {
  const batch = of.batches().at(-1);
  return batch ? batchLines(batch).map((line) => JSON.parse(line.toString()) as unknown) : [];
}

const IN_JSON = JSON.stringify({
  streams: [
    {
      stream: { job: 'varlogs', host: 'web-1' },
      values: [
        ['1700000000123456789', 'one {"not":"parsed"}'],
        ['1700000001000000000', 'two', { trace: 't-1' }],
      ],
    },
  ],
});

/** An entry: timestamp 1 with seconds 1 and nanos 2, line 2, structured metadata 3 with name 1 and value 2. */
const entry = (seconds: number, nanos: number, line: Buffer | string, ...more: readonly Buffer[]) =>
  Buffer.concat([field(1, whole(1, seconds), whole(2, nanos)), field(2, line), ...more]);

/** streams 1: labels 1, entries 2, hash 3. */
const IN_PROTOBUF = field(
  1,
  field(1, '{job="varlogs", host="web-1"}'),
  field(2, entry(1_700_000_000, 123_456_789, 'one {"not":"parsed"}')),
  field(2, entry(1_700_000_001, 0, 'two', field(3, field(1, 'trace'), field(2, 't-1')))),
  whole(3, 77),
);

const EVENTS = [
  { utctimestamp: '2023-11-14T22:13:20.123456789Z', summary: 'one {"not":"parsed"}' },
  { utctimestamp: '2023-11-14T22:13:21.000000000Z', summary: 'two', details: { trace: 't-1' } },
].map((event) => ({ ...event, fields: { job: 'varlogs', host: 'web-1' } }));

const snappy = (bytes: Buffer) => Buffer.from(compress(bytes));

describe(LokiController.name, () => {
  it.each([PUSH, `${PUSH}/`])('takes JSON on %s and answers 204', async (path) => {
    const reply = await ask(door, path, { body: IN_JSON, headers: { ...KEY, 'content-type': 'application/json' } });
    expect(reply).toMatchObject({ status: 204, text: '' });
    expect(lastEvents()).toEqual(EVENTS);
    expect(door.batches().at(-1)).toMatchObject({ dialect: 'loki' });
  });

  it.each([
    ['as Promtail sends it', { 'content-type': 'application/x-protobuf' }],
    ['with the encoding some clients name', { 'content-encoding': 'snappy' }],
    ['under another type', { 'content-type': 'application/json' }],
  ])('takes protobuf compressed with snappy, %s', async (_, headers) => {
    const before = door.batches().length;
    const reply = await ask(door, PUSH, { body: snappy(IN_PROTOBUF), headers: { ...KEY, ...headers } });
    expect(reply.status).toBe(204);
    expect(door.batches()).toHaveLength(before + 1);
    expect(lastEvents()).toMatchObject(EVENTS);
  });

  it('knows the file of a stream, and keeps labels that are none', async () => {
    const streams =
      '[{"stream":{"filename":"/var/log/a","b":"1"},"values":[["1","a"]]},{"stream":7,"values":[["2","b"]]}]';
    await ask(door, PUSH, { body: `{"streams":${streams}}` });
    expect(lastEvents()).toMatchObject([
      { 'log.file.path': '/var/log/a', fields: { b: '1' } },
      { summary: 'b', fields: { labels: 7 } },
    ]);
  });

  it('takes JSON in gzip under any type', async () => {
    const headers = { ...KEY, 'content-encoding': 'gzip', 'content-type': 'application/x-protobuf' };
    expect((await ask(door, PUSH, { body: gzipSync(Buffer.from(`\n ${IN_JSON}`)), headers })).status).toBe(204);
    expect(lastEvents()).toEqual(EVENTS);
  });

  it('reads a line in protobuf that is no UTF-8 as Latin-1', async () => {
    const line = Buffer.from('M\u00fcller', 'latin1');
    await ask(door, PUSH, { body: snappy(field(1, field(1, '{}'), field(2, entry(1, 2, line)))) });
    expect(lastEvents()).toMatchObject([{ summary: 'Müller', utctimestamp: '1970-01-01T00:00:01.000000002Z' }]);
  });

  it('parks an entry that cannot be read with its bytes, and takes its neighbours', async () => {
    const values = '[["1","a"],["2"],{"x":1},["3",7],["4","b",\n{"n":9007199254740993}]]';
    expect((await ask(door, PUSH, { body: `{"streams":[{"values":${values}}]}` })).status).toBe(204);
    expect(lastEvents()).toMatchObject([
      { summary: 'a' },
      ['2'],
      { x: 1 },
      ['3', 7],
      { summary: 'b', details: { n: '9007199254740993' } },
    ]);
    expect(
      door
        .batches()
        .at(-1)
        ?.faults?.map(({ position }) => position),
    ).toEqual([1, 2, 3]);
    const broken = Buffer.from([0x12, 9, 1]);
    await ask(door, PUSH, { body: snappy(field(1, field(2, broken), field(2, entry(1, 1, 'c')))) });
    expect(lastEvents()).toMatchObject([{ entry: broken.toString('base64') }, { summary: 'c' }]);
  });

  it.each([
    ['no streams', '{"logs":[]}'],
    ['a stream without values', '{"streams":[{"stream":{}}]}'],
    ['JSON that is cut off', '{"streams":[{"values":[["1","a"]'],
    ['neither JSON nor snappy', 'hello'],
    ['snappy of no protobuf', snappy(Buffer.from('hello hello'))],
    ['protobuf that is not compressed', IN_PROTOBUF],
    ['no body', ''],
  ])('refuses %s in plain words', async (_, body) => {
    const reply = await ask(door, PUSH, { body });
    expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(reply.text).toMatch(/^\S.*\.\n$/);
  });

  it('refuses a block that says it is long before it makes room for it', async () => {
    // 4 GiB less one byte, and the same in a length that would be negative as 32 bits with a sign.
    for (const body of [
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]),
      Buffer.from([0x80, 0x80, 0x80, 0x80, 0x08, 0]),
    ]) {
      const reply = await ask(door, PUSH, { body });
      expect(reply.status).toBe(413);
      expect(reply.text).toContain('ingest.maxDocumentBytes');
    }
  });

  it('refuses a request without a key, and takes one with Basic', async () => {
    expect((await ask(door, PUSH, { body: IN_JSON, headers: {} })).status).toBe(401);
    const authorization = `Basic ${Buffer.from('web:secret').toString('base64')}`;
    expect((await ask(door, PUSH, { body: IN_JSON, headers: { authorization } })).status).toBe(204);
  });

  it('tells a strict source of the entry that was refused, and takes the others', async () => {
    const strict = await open({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
    const reply = await ask(strict, PUSH, { body: '{"streams":[{"values":[["1","a"],["2"],["3","b"]]}]}' });
    expect(reply.status).toBe(400);
    expect(reply.text).toMatch(/^entry 2 of the request was refused: .* 2 others were taken\.\n$/);
    expect(lastEvents(strict)).toMatchObject([{ summary: 'a' }, { summary: 'b' }]);
  });
});
