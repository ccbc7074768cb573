import { gzipSync, zstdCompressSync } from 'node:zlib';

import { batchLines } from '@tocsin/event-model';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';

import { ask, json } from '../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { field, fixed32, fixed64, whole } from '../../testing/protobuf-bytes';
import { OtlpController } from './otlp.controller';

let door: FrontDoor;
const doors: FrontDoor[] = [];
beforeAll(async () => (door = await open({ maxDocumentBytes: 4 * 1024 ** 2, maxDecompressedBytes: 8 * 1024 ** 2 })));
afterAll(() => Promise.all(doors.map(({ app }) => app.close())));

/** Closed at the end, however the test does. */
async function open(...parts: Parameters<typeof openFrontDoor>): Promise<FrontDoor> {
  const opened = await openFrontDoor(...parts);
  doors.push(opened);
  return opened;
}

const JSON_TYPE = { ...KEY, 'content-type': 'application/json' };
const PROTOBUF = { ...KEY, 'content-type': 'application/x-protobuf' };
const TIME = 1_700_000_000_123_456_789n;

function lastEvents(of: FrontDoor = door): unknown[] {
  const batch = of.batches().at(-1);
  return batch ? batchLines(batch).map((line) => JSON.parse(line.toString()) as unknown) : [];
}

/** A request with these log records, as JSON. */
const request = (...records: readonly unknown[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] });

/** The same, assembled by the numbers of logs.proto: resource_logs 1, scope_logs 2, log_records 2. */
const requestBytes = (...records: readonly Buffer[]) =>
  field(1, field(2, ...records.map((record) => field(2, record))));

/** What common.proto calls KeyValue: key 1, value 2; and AnyValue: string 1, bool 2, int 3, double 4, array 5, kvlist 6, bytes 7. */
const attribute = (key: string, ...value: readonly Buffer[]) => [field(1, key), field(2, ...value)] as const;

const FULL_JSON = {
  resourceLogs: [
    {
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'shop' } },
          { key: 'host.name', value: { stringValue: 'web-1' } },
          { key: 'host.arch', value: { stringValue: 'arm64' } },
        ],
        droppedAttributesCount: 2,
      },
      scopeLogs: [
        {
          scope: { name: 'lib', version: '1.2', attributes: [{ key: 'x', value: { boolValue: true } }] },
          logRecords: [
            {
              timeUnixNano: '1700000000123456789',
              observedTimeUnixNano: '1700000001000000000',
              severityNumber: 17,
              severityText: 'ERROR',
              body: { stringValue: 'it broke' },
              attributes: [
                { key: 'user.name', value: { stringValue: 'ann' } },
                { key: 'big', value: { intValue: '9223372036854775807' } },
                { key: 'small', value: { intValue: '-7' } },
                { key: 'half', value: { doubleValue: 0.5 } },
                { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: 1 }] } } },
                { key: 'map', value: { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'p' } }] } } },
                { key: 'raw', value: { bytesValue: 'AQI=' } },
              ],
              droppedAttributesCount: 3,
              flags: 1,
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              eventName: 'device.broke',
            },
          ],
          schemaUrl: 'https://opentelemetry.io/schemas/1.30.0',
        },
      ],
    },
  ],
};

/** The same request in protobuf. */
const FULL_BYTES = field(
  1, // resource_logs
  field(
    1, // resource
    ...[attribute('service.name', field(1, 'shop')), attribute('host.name', field(1, 'web-1'))].map((a) =>
      field(1, ...a),
    ),
    field(1, ...attribute('host.arch', field(1, 'arm64'))),
    whole(2, 2), // dropped_attributes_count
  ),
  field(
    2, // scope_logs
    field(1, field(1, 'lib'), field(2, '1.2'), field(3, ...attribute('x', whole(2, 1)))), // scope
    field(
      2, // log_records
      fixed64(1, TIME), // time_unix_nano
      whole(2, 17), // severity_number
      field(3, 'ERROR'), // severity_text
      field(5, field(1, 'it broke')), // body
      field(6, ...attribute('user.name', field(1, 'ann'))), // attributes
      field(6, ...attribute('big', whole(3, 9_223_372_036_854_775_807n))),
      field(6, ...attribute('small', whole(3, -7n))),
      field(6, ...attribute('half', Buffer.from([0x21, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f]))), // double_value 0.5
      field(6, ...attribute('list', field(5, field(1, field(1, 'a')), field(1, whole(3, 1))))),
      field(6, ...attribute('map', field(6, field(1, ...attribute('__proto__', field(1, 'p')))))),
      field(6, ...attribute('raw', field(7, Buffer.from([1, 2])))),
      whole(7, 3), // dropped_attributes_count
      fixed32(8, 1), // flags
      field(9, Buffer.from('5b8efff798038103d269b633813fc60c', 'hex')), // trace_id
      field(10, Buffer.from('eee19b7ec3c1b174', 'hex')), // span_id
      fixed64(11, 1_700_000_001_000_000_000n), // observed_time_unix_nano
      field(12, 'device.broke'), // event_name
      field(99, 'a field of a later version'),
    ),
    field(3, 'https://opentelemetry.io/schemas/1.30.0'), // schema_url
  ),
);

const FULL_EVENT = {
  'service.name': 'shop',
  'host.name': 'web-1',
  'user.name': 'ann',
  '@timestamp': '2023-11-14T22:13:20.123456789Z',
  message: 'it broke',
  'log.level': 'error',
  'trace.id': '5b8efff798038103d269b633813fc60c',
  'span.id': 'eee19b7ec3c1b174',
  severity_number: 17,
  severity_text: 'ERROR',
  observed_timestamp: '2023-11-14T22:13:21.000000000Z',
  event_name: 'device.broke',
  flags: 1,
  dropped_attributes_count: 3,
  attributes: {
    big: '9223372036854775807',
    small: -7,
    half: 0.5,
    list: ['a', 1],
    map: JSON.parse('{"__proto__":"p"}') as unknown,
    raw: 'AQI=',
  },
  resource: { 'host.arch': 'arm64', dropped_attributes_count: 2 },
  scope: { name: 'lib', version: '1.2', attributes: { x: true } },
  schema_url: 'https://opentelemetry.io/schemas/1.30.0',
};

describe(OtlpController.name, () => {
  it('makes the same event of a record in JSON and in protobuf, and answers each in its own', async () => {
    const inJson = await ask(door, '/v1/logs', { body: JSON.stringify(FULL_JSON, null, 2), headers: JSON_TYPE });
    expect(inJson).toMatchObject({ status: 200, text: '{}', headers: { 'content-type': 'application/json' } });
    expect(lastEvents()).toEqual([FULL_EVENT]);
    const inProtobuf = await ask(door, '/v1/logs/', { body: FULL_BYTES, headers: PROTOBUF });
    expect(inProtobuf).toMatchObject({ status: 200, text: '', headers: { 'content-type': 'application/x-protobuf' } });
    expect(lastEvents()).toEqual([FULL_EVENT]);
    expect(door.batches().at(-1)).toMatchObject({ dialect: 'otlp' });
  });

  it('knows the names of the .proto file in JSON too', async () => {
    const renamed = JSON.stringify(FULL_JSON).replace(/"([a-zA-Z]+)":/g, (_, name: string) => {
      return `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}":`;
    });
    await ask(door, '/v1/logs', { body: renamed, headers: JSON_TYPE });
    expect(lastEvents()).toEqual([FULL_EVENT]);
  });

  it.each<[string, unknown, object]>([
    ['no body', undefined, {}],
    ['an empty body', {}, {}],
    ['a number', { intValue: '5' }, { message: '5' }],
    ['false', { boolValue: false }, { message: 'false' }],
    [
      'a map',
      { kvlistValue: { values: [{ key: 'a', value: { intValue: 1 } }] } },
      { message: '{"a":1}', body: { a: 1 } },
    ],
    ['a list', { arrayValue: { values: [{ stringValue: 'a' }, {}] } }, { message: '["a",null]', body: ['a', null] }],
    ['an empty list', { arrayValue: {} }, { message: '[]', body: [] }],
  ])('makes a message of %s', async (_, body, event) => {
    await ask(door, '/v1/logs', { body: JSON.stringify(request({ timeUnixNano: '0', body })), headers: JSON_TYPE });
    expect(lastEvents()).toEqual([event]);
  });

  it('takes the time of observation where there is no other, and leaves one that is none to be noted', async () => {
    const records = [{ observedTimeUnixNano: '1700000001000000000' }, { timeUnixNano: 'yesterday' }];
    await ask(door, '/v1/logs', { body: JSON.stringify(request(...records)), headers: JSON_TYPE });
    expect(lastEvents()).toEqual([
      { '@timestamp': '2023-11-14T22:13:21.000000000Z', observed_timestamp: '2023-11-14T22:13:21.000000000Z' },
      { '@timestamp': 'yesterday' },
    ]);
  });

  it('keeps the digits of numbers that JSON writes as numbers, and an attribute that is told twice', async () => {
    const body =
      '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":1700000000123456789,"attributes":' +
      '[{"key":"n","value":{"intValue":9007199254740993}},{"key":"n","value":{"intValue":2}}]}]}]}]}';
    await ask(door, '/v1/logs', { body, headers: JSON_TYPE });
    expect(lastEvents()).toEqual([
      { '@timestamp': '2023-11-14T22:13:20.123456789Z', attributes: { n: '9007199254740993', n_: 2 } },
    ]);
  });

  it('reads a text in protobuf that is no UTF-8 as Latin-1', async () => {
    const body = requestBytes(field(5, field(1, Buffer.from('M\u00fcller', 'latin1'))));
    await ask(door, '/v1/logs', { body, headers: PROTOBUF });
    expect(lastEvents()).toEqual([{ message: 'Müller' }]);
  });

  it('does not believe the Content-Type', async () => {
    const inJson = JSON.stringify(request({ body: { stringValue: 'a' } }));
    const inProtobuf = requestBytes(field(5, field(1, 'a')));
    // A message of 123 bytes begins like a line end before JSON.
    const likeJson = field(1, field(2, field(2, field(5, field(1, 'a'.repeat(115))))));
    expect([...likeJson.subarray(0, 2)]).toEqual([...Buffer.from('\n{')]);
    for (const [body, headers] of [
      [inJson, PROTOBUF],
      [`\ufeff \n${inJson}`, { ...KEY, 'content-type': 'text/plain' }],
      [inProtobuf, JSON_TYPE],
      [inProtobuf, KEY],
      [likeJson, PROTOBUF],
      [likeJson, JSON_TYPE],
    ] as const) {
      const before = door.batches().length;
      expect((await ask(door, '/v1/logs', { body, headers })).status).toBe(200);
      expect(door.batches()).toHaveLength(before + 1);
      expect(lastEvents()).toEqual([{ message: expect.stringMatching(/^a+$/) as string }]);
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('takes %s', async (encoding, encode) => {
    const headers = { ...PROTOBUF, 'content-encoding': encoding };
    expect((await ask(door, '/v1/logs', { body: encode(FULL_BYTES), headers })).status).toBe(200);
    expect(lastEvents()).toEqual([FULL_EVENT]);
  });

  it('takes requests without records', async () => {
    const before = door.batches().length;
    for (const body of ['{}', '{"resourceLogs":[]}', '{"resourceLogs":[{"scopeLogs":null}]}'])
      expect((await ask(door, '/v1/logs', { body, headers: JSON_TYPE })).text).toBe('{}');
    expect((await ask(door, '/v1/logs', { body: '', headers: PROTOBUF })).status).toBe(200);
    expect(door.batches()).toHaveLength(before);
  });

  it('parks a record that cannot be read with its bytes, and takes its neighbours', async () => {
    const good = '{"body":{"stringValue":"a"}}';
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${good},{"body":\n{"x\\y"}},7,${good}]}]}]}`;
    expect((await ask(door, '/v1/logs', { body, headers: JSON_TYPE })).text).toBe('{}');
    const batch = door.batches().at(-1);
    expect(batch && batchLines(batch).map(String)).toEqual([
      '{"message":"a"}',
      '{"body": {"x\\y"}}',
      '7',
      '{"message":"a"}',
    ]);
    expect(batch?.faults).toMatchObject([
      { position: 1, code: 'parse.json' },
      { position: 2, code: 'parse.shape' },
    ]);
    const broken = Buffer.from([0x2a, 9, 1]);
    await ask(door, '/v1/logs', { body: requestBytes(broken, field(5, field(1, 'b'))), headers: PROTOBUF });
    expect(lastEvents()).toEqual([{ log_record: broken.toString('base64') }, { message: 'b' }]);
    expect(door.batches().at(-1)?.faults).toMatchObject([{ position: 0, code: 'otlp.record' }]);
  });

  it('parks what is nested too deep, in either encoding, and answers soon', async () => {
    const nestedJson = (levels: number) =>
      `${'{"arrayValue":{"values":['.repeat(levels)}{"intValue":1}${']}}'.repeat(levels)}`;
    const nestedBytes = (levels: number) => {
      let value = whole(3, 1);
      for (let level = 0; level < levels; level += 1) value = field(5, field(1, value));
      return value;
    };
    for (const levels of [40, 10_000]) {
      const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${nestedJson(levels)}}]}]}]}`;
      expect((await ask(door, '/v1/logs', { body, headers: JSON_TYPE })).status).toBe(200);
      expect(door.batches().at(-1)?.faults).toMatchObject([{ code: 'parse.depth' }]);
    }
    for (const [levels, code] of [
      [40, 'parse.depth'],
      [2_000, 'otlp.record'],
    ] as const) {
      const body = requestBytes(field(5, nestedBytes(levels)));
      expect((await ask(door, '/v1/logs', { body, headers: PROTOBUF })).status).toBe(200);
      expect(door.batches().at(-1)?.faults).toMatchObject([{ code }]);
    }
  });

  it.each([
    ['no JSON', 'hello'],
    ['JSON of something else', '{"resourceSpans":[]}'],
    ['JSON that is cut off', '{"resourceLogs":[{"scopeLogs":['],
    ['JSON with something behind it', '{"resourceLogs":[]}]'],
    ['a list in the place of an object', '{"resourceLogs":[[]]}'],
    ['no bytes', ''],
  ])('refuses %s as a whole', async (_, body) => {
    const reply = await ask(door, '/v1/logs', { body, headers: JSON_TYPE });
    expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'application/json' } });
    expect(json(reply)).toEqual({ code: 3, message: expect.stringMatching(/\.$/) as string });
  });

  it('refuses broken protobuf with a status in protobuf', async () => {
    const reply = await ask(door, '/v1/logs', { body: field(1, Buffer.from([0x12, 50])), headers: PROTOBUF });
    expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'application/x-protobuf' } });
    // google.rpc.Status: code 1, message 2.
    expect(reply.text.slice(0, 3)).toBe('\x08\x03\x12');
    expect(reply.text).toContain('The body is no ExportLogsServiceRequest');
  });

  it.each([
    ['no key', {}, 401, 16],
    ['a body that is too long', KEY, 413, 8],
  ])('refuses %s', async (_, headers, status, code) => {
    const body = JSON.stringify(request({ body: { stringValue: 'x'.repeat(5 * 1024 ** 2) } }));
    const reply = await ask(door, '/v1/logs', { body, headers });
    expect(reply.status).toBe(status);
    expect(json(reply)).toMatchObject({ code });
  });

  it('does not let one resource that is said for many records fill the queue', async () => {
    const before = door.batches().length;
    const attributes = [{ key: 'x', value: { stringValue: 'x'.repeat(500_000) } }];
    const logRecords = Array.from({ length: 10_000 }, () => ({}));
    const body = JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords }] }] });
    const reply = await ask(door, '/v1/logs', { body, headers: JSON_TYPE });
    expect(reply.status).toBe(413);
    expect(reply.text).toContain('ingest.maxDecompressedBytes');
    expect(door.batches().length - before).toBeLessThan(20);
  });

  it('tells a strict source how many records were refused and why', async () => {
    const strict = await open({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
    const body = JSON.stringify(request({ body: { stringValue: 'a' } }, 7, []));
    expect(json(await ask(strict, '/v1/logs', { body, headers: JSON_TYPE }))).toEqual({
      partialSuccess: {
        rejectedLogRecords: '2',
        errorMessage: expect.stringMatching(/^Log record 2: .*a number\.$/) as string,
      },
    });
    expect(lastEvents(strict)).toEqual([{ message: 'a' }]);
    const reply = await ask(strict, '/v1/logs', { body: requestBytes(Buffer.from([0x2a, 9, 1])), headers: PROTOBUF });
    // ExportLogsServiceResponse: partial_success 1 with rejected_log_records 1 and error_message 2.
    expect(reply.text.replace(/^\n./su, '').slice(0, 3)).toBe('\x08\x01\x12');
    expect(reply.text).toContain('Log record 1: ');
  });

  it('asks to come again while the broker is away', async () => {
    const bus = new InMemoryMessageBus();
    const away = await open({}, { bus });
    bus.broker.stop();
    const reply = await ask(away, '/v1/logs', { body: JSON.stringify(request({})), headers: JSON_TYPE });
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': expect.any(String) as string } });
    expect(json(reply)).toMatchObject({ code: 14 });
  });
});
