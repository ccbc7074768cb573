import { Agent, request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import type { EventBatch } from '@tocsin/event-model';
import { compress } from 'snappyjs';

import { KEY, openFrontDoor, type FrontDoor } from '../testing/front-door';
import { field, fixed64, whole } from '../testing/protobuf-bytes';
import { Random } from '../testing/random';

const REQUESTS = 5_000;
const SEED = 20_261_124;
const SLOW_MS = 1_000;

const SAMPLES = [
  '{"a":1}',
  '{"a":1}\n{"b":"x\\"y"}\r\n\n{"c":[1,{"d":null}]}\n',
  '[{"a":1},{"b":[2,"]"]},3,"}"]',
  JSON.stringify({ summary: 'über', details: { list: [1, 2], big: '{' } }, null, 2),
  '{"index":{"_index":"events"}}\n{"n":1}\n\n{"create":{"_id":"7"}}\n{"n":2}\n{"delete":{"_id":"7"}}\n',
  '{"update":{"_id":"u"}}\n{"doc":{"x":12345678901234567890}}\n{"index":{}}\n{}\n',
  '\ufeff{"__proto__":{"x":1}}\n{"constructor":2}',
].map((text) => Buffer.from(text));
const NASTY = [
  '\0',
  '\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  '\ufeff',
  ' '.repeat(50),
  '{"index":{}}\n',
  '[[[[',
];
const ENCODERS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };
const HEC = ['', '/event', '/event/1.0?host=h', '/raw?time=1&token=x', '/ack?channel=c'].map(
  (path) => `/services/collector${path}`,
);
const PUSH = ['/loki/api/v1/push'];
/** What clients of each protocol send, and where. */
const TARGETS: readonly Target[] = [
  {
    paths: [
      ...['/events', '/events/', '/nxlog', '/_bulk', '/logs/_bulk', '/%00/_bulk', '/_bulk?x=%', '/%zz/_bulk'],
      ...['/logs/_doc/7', '/logs/_create/%00', '/logs/_create/7'],
    ],
    samples: SAMPLES,
  },
  {
    paths: ['/cef', '/cef/', '/custom/app', '/custom/%2F'],
    samples: [...SAMPLES, 'CEF:0|V|P|1|2|N|3|src=10.0.0.1\n<1>x LEEF:2.0|V|P|1|2|\n{"a":1}\n'],
  },
  {
    paths: HEC,
    samples: [
      '{"event":"a","time":1.5}{"event":{"b":[1,"}"]}}',
      '[{"event":1},\n{"fields":{}}]',
      '{"acks":[1,2]}',
      'raw\nlines',
    ],
  },
  {
    paths: ['/gelf', '/gelf/'],
    samples: ['{"version":"1.1","host":"h","short_message":"m"}', gzipSync('{"host":"h"}')],
  },
  {
    paths: ['/v1/logs'],
    samples: [
      '{"resourceLogs":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":"b"}}]},"scopeLogs":[{"logRecords":' +
        '[{"timeUnixNano":"1","body":{"intValue":"2"}},{"body":{"arrayValue":{"values":[{}]}}}]}]}]}',
      field(
        1,
        field(1, field(1, field(1, 'a'), field(2, field(1, 'b')))),
        field(2, field(2, fixed64(1, 1n)), field(2)),
      ),
    ],
  },
  {
    paths: PUSH,
    samples: [
      '{"streams":[{"stream":{"a":"b"},"values":[["1","x"],["2","y",{"c":"d"}]]}]}',
      compress(field(1, field(1, '{a="b"}'), field(2, field(1, whole(1, 7)), field(2, 'line'.repeat(20))))),
    ],
  },
].map(({ paths, samples }) => ({ paths, samples: samples.map((sample) => Buffer.from(sample)) }));
/** Dialects whose protocols answer how many events were taken. */
const COUNTING: ReadonlySet<string> = new Set(['json', 'nxlog', 'elasticsearch_bulk', 'cef', 'custom']);
const TYPES = ['application/json', 'application/x-ndjson', 'application/x-protobuf', 'x', ''];

interface Target {
  readonly paths: readonly string[];
  readonly samples: readonly Buffer[];
}

interface Outcome {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly text: string;
  readonly tookMs: number;
}

/** The same body with a piece changed, cut out, put in or said twice. */
function mutated(random: Random, body: Buffer): Buffer {
  const at = random.below(body.length + 1);
  const end = at + random.below(body.length - at + 1);
  switch (random.below(6)) {
    case 0:
      return body.subarray(0, at);
    case 1:
      return Buffer.concat([body.subarray(0, at), body.subarray(end)]);
    case 2:
      return Buffer.concat([body.subarray(0, at), Buffer.from(random.pick(NASTY)), body.subarray(at)]);
    case 3:
      return Buffer.concat([body.subarray(0, end), body.subarray(at)]);
    case 4:
      return Buffer.concat([body.subarray(0, at), random.pick(SAMPLES), body.subarray(at)]);
    default: {
      const changed = Buffer.from(body);
      if (changed.length > 0) changed[random.below(changed.length)] = random.below(256);
      return changed;
    }
  }
}

function mutatedTimes(random: Random, body: Buffer, times: number): Buffer {
  let result = body;
  for (let time = 0; time < times; time += 1) result = mutated(random, result);
  return result;
}

function requestOf(random: Random) {
  const headers: Record<string, string> = random.isTrue(0.97) ? { ...KEY } : { authorization: 'Basic ????' };
  const { paths, samples } = random.pick(TARGETS);
  let body = mutatedTimes(random, random.pick(random.isTrue(0.9) ? samples : SAMPLES), random.below(4));
  if (random.isTrue(0.3)) {
    const [name, encode] = random.pick(Object.entries(ENCODERS));
    body = encode(body);
    if (random.isTrue(0.4)) body = mutated(random, body);
    headers['content-encoding'] = random.isTrue(0.9)
      ? name
      : random.pick(['identity', 'x', 'GZIP', 'br,gzip', 'snappy']);
  }
  if (random.isTrue(0.5)) headers['content-type'] = random.pick(TYPES);
  if (random.isTrue(0.1)) headers['idempotency-key'] = random.pick(['k', '{', 'x'.repeat(300)]);
  if (random.isTrue(0.2)) headers['transfer-encoding'] = 'chunked';
  return { path: random.pick(paths), method: random.isTrue(0.8) ? 'POST' : 'PUT', headers, body };
}

function send(door: FrontDoor, agent: Agent, { path, method, headers, body }: ReturnType<typeof requestOf>) {
  const started = performance.now();
  return new Promise<Outcome>((resolve) => {
    const done = (status: number, text: string) => resolve({ status, text, tookMs: performance.now() - started });
    const outgoing = request(`${door.url}${path}`, { method, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => done(incoming.statusCode ?? 0, Buffer.concat(chunks).toString()));
    });
    outgoing.on('error', () => done(0, ''));
    outgoing.end(body);
  });
}

/** How many events an answer says were taken; most protocols do not say it. */
function acceptedBy({ status, text }: Outcome): number {
  // One document alone: new, or known and queued again.
  if (status === 201 || status === 409) return 1;
  if (status !== 200 || !text.startsWith('{')) return 0;
  const body = JSON.parse(text) as { accepted?: number; items?: Record<string, { status: number }>[]; result?: string };
  const items = body.items?.filter((item) => Object.values(item)[0]?.status !== 400);
  return body.accepted ?? items?.length ?? (body.result === 'noop' ? 1 : 0);
}

describe('The front door under mutated requests', () => {
  let door: FrontDoor;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  beforeAll(async () => (door = await openFrontDoor()));
  afterAll(async () => {
    agent.destroy();
    await door.app.close();
  });

  it('answers each soon, faults of its own never, and counts exactly what it queued', async () => {
    const random = new Random(SEED);
    const statuses = new Map<number, number>();
    let accepted = 0;
    let slowest = 0;
    for (let sent = 0; sent < REQUESTS; sent += 8) {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => send(door, agent, requestOf(random))));
      for (const outcome of outcomes) {
        statuses.set(outcome.status, (statuses.get(outcome.status) ?? 0) + 1);
        accepted += acceptedBy(outcome);
        slowest = Math.max(slowest, outcome.tookMs);
      }
    }
    const batches = door.batches();
    const queued = (counted: readonly EventBatch[]) =>
      counted.reduce((total, batch) => total + batch.lines.toString('latin1').split('\n').length - 1, 0);
    expect(queued(batches)).toBe(batches.reduce((total, batch) => total + batch.ids.length, 0));
    expect(queued(batches.filter(({ dialect }) => COUNTING.has(dialect)))).toBe(accepted);
    for (const dialect of [...COUNTING, 'splunk_hec', 'gelf', 'otlp', 'loki'])
      expect([dialect, queued(batches.filter((batch) => batch.dialect === dialect))]).not.toEqual([dialect, 0]);
    expect(slowest).toBeLessThan(SLOW_MS);
    expect([...statuses.keys()].filter((status) => status === 0 || status > 499)).toEqual([]);
    // Mutations that get nowhere would prove nothing.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 3);
    for (const status of [202, 204]) expect(statuses.get(status)).toBeGreaterThan(REQUESTS / 50);
    expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 50);
  }, 120_000);
});
