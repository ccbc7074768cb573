import { Agent, request } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { KEY, openFrontDoor, type FrontDoor } from '../testing/front-door';
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
const PATHS = [
  ...['/events', '/events/', '/nxlog', '/_bulk', '/logs/_bulk', '/%00/_bulk', '/_bulk?x=%', '/%zz/_bulk'],
  ...['/logs/_doc/7', '/logs/_create/%00', '/logs/_create/7'],
];

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
  let body = mutatedTimes(random, random.pick(SAMPLES), random.below(4));
  if (random.isTrue(0.3)) {
    const [name, encode] = random.pick(Object.entries(ENCODERS));
    body = encode(body);
    if (random.isTrue(0.4)) body = mutated(random, body);
    headers['content-encoding'] = random.isTrue(0.9) ? name : random.pick(['identity', 'x', 'GZIP', 'br,gzip']);
  }
  if (random.isTrue(0.5)) headers['content-type'] = random.pick(['application/json', 'application/x-ndjson', 'x', '']);
  if (random.isTrue(0.1)) headers['idempotency-key'] = random.pick(['k', '{', 'x'.repeat(300)]);
  if (random.isTrue(0.2)) headers['transfer-encoding'] = 'chunked';
  return { path: random.pick(PATHS), method: random.pick(['POST', 'PUT']), headers, body };
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

/** How many events an answer says were taken. */
function acceptedBy({ status, text }: Outcome): number {
  // One document alone: new, or known and queued again.
  if (status === 201 || status === 409) return 1;
  if (status !== 200) return 0;
  const body = JSON.parse(text) as { accepted?: number; items?: Record<string, { status: number }>[]; result?: string };
  const items = body.items?.filter((item) => Object.values(item)[0]?.status !== 400);
  return body.accepted ?? items?.length ?? (body.result === 'noop' ? 1 : Number.NaN);
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
    const lines = batches.reduce((total, batch) => total + batch.lines.toString('latin1').split('\n').length - 1, 0);
    expect(lines).toBe(accepted);
    expect(batches.reduce((total, batch) => total + batch.ids.length, 0)).toBe(accepted);
    expect(slowest).toBeLessThan(SLOW_MS);
    expect([...statuses.keys()].filter((status) => status === 0 || status > 499)).toEqual([]);
    // Mutations that get nowhere would prove nothing.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 2);
    expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 50);
  }, 60_000);
});
