import { batchLines, decodeBatch, type EventBatch } from '@tocsin/event-model';
import { InMemoryClaims } from '@tocsin/ledger/testing';
import { EVENTS_QUEUE } from '@tocsin/messaging';
import { InMemoryMessageBus } from '@tocsin/messaging/testing';
import { Metrics } from '@tocsin/observability';
import { FakeClock } from '@tocsin/testing';

import { ingestOptionsSchema } from '../ingest.config';
import { IngestMetrics } from '../ingest.metrics';
import { Acceptances } from '../ledger/acceptances';
import { ClaimBook } from '../ledger/claim-book';
import { ClaimNumbers } from '../ledger/claim-numbers';
import { InFlight, type Permit } from '../limits/in-flight';
import { NoSpool } from '../spool/no-spool';
import { AcceptedBatches } from './accepted-batches';
import { BatchPublisher } from './batch-publisher';
import { RequestBatches, type RequestFacts } from './request-batches';
import { ResendMemory } from './resend-memory';

const NOT_JSON = { code: 'parse.json', reason: 'The line is not JSON.' };
const options = ingestOptionsSchema.parse({ frontend: 'fe1', maxLines: 5_000, patienceMs: 1_000 });
const clock = new FakeClock();

let bus: InMemoryMessageBus;
let memory: ResendMemory;
let accepted: AcceptedBatches;
let inFlight: InFlight;
let publisher: BatchPublisher;
let acceptances: Acceptances;
let claims: InMemoryClaims;
let book: ClaimBook;
beforeEach(() => {
  const metrics = new IngestMetrics(new Metrics());
  bus = new InMemoryMessageBus();
  memory = new ResendMemory(options, clock);
  accepted = new AcceptedBatches(options, clock);
  const numbers = new ClaimNumbers(clock, options);
  claims = new InMemoryClaims();
  book = new ClaimBook(numbers, claims, clock, metrics);
  acceptances = new Acceptances(numbers, accepted, book);
  inFlight = new InFlight(options, metrics);
  publisher = new BatchPublisher(bus, new NoSpool('none here'), metrics, options);
});

function begin(facts: Partial<RequestFacts> = {}): { batches: RequestBatches; permit: Permit } {
  const permit = inFlight.admit('web');
  const request = { source: 'web', dialect: 'json', ...facts };
  return { permit, batches: new RequestBatches(request, permit, { publisher, memory, acceptances, options }) };
}

/** Sends a request with these lines; an entry of two is a line with the shipper's id. */
async function send(events: readonly (string | readonly [string, string])[], facts: Partial<RequestFacts> = {}) {
  const { batches, permit } = begin(facts);
  for (const event of events) {
    const [line, id] = typeof event === 'string' ? [event] : event;
    batches.add(Buffer.from(line), line.startsWith('{') ? undefined : NOT_JSON, id);
  }
  const taken = await batches.settle();
  permit.release();
  return { ...taken, request: batches, ids: taken.batches.flatMap((batch) => batch.ids) };
}

const published = (): EventBatch[] => bus.published(EVENTS_QUEUE).map((message) => decodeBatch(message.body));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `{"n":${index}}`);

describe(RequestBatches.name, () => {
  it('publishes all that the pipeline has to know of a batch', async () => {
    const taken = await send(['{"a":1}', 'bad'], { dialect: 'nxlog', zone: 'Europe/Berlin' });
    const [message] = bus.published(EVENTS_QUEUE);
    const id = taken.ids[0]?.replace(/-0$/, '');
    expect(message).toMatchObject({ id, headers: { source: 'web', dialect: 'nxlog' } });
    expect(published()).toEqual([
      {
        id,
        source: 'web',
        dialect: 'nxlog',
        zone: 'Europe/Berlin',
        receivedAt: clock.now().toISOString(),
        frontend: 'fe1',
        claim: expect.stringMatching(/^[\w-]{12}-\d+$/) as string,
        ids: [`${id}-0`, `${id}-1`],
        faults: [{ position: 1, ...NOT_JSON }],
        lines: Buffer.from('{"a":1}\nbad\n'),
      },
    ]);
    expect(taken).toMatchObject({ accepted: 2, parked: 1, rejected: [{ line: 2, reason: NOT_JSON.reason }] });
  });

  it('carries the tags of the source and the name of the application', async () => {
    await send(['{"a":1}'], { tags: ['dmz'], application: 'probe' });
    await send(['{"a":1}'], { tags: [] });
    expect(published().map(({ tags, application }) => [tags, application])).toEqual([
      [['dmz'], 'probe'],
      [undefined, undefined],
    ]);
  });

  it('does not take bad lines of a strict source, and says which they are', async () => {
    const taken = await send(['bad', '{"a":1}', 'worse'], { isStrict: true });
    expect(taken).toMatchObject({ accepted: 1, parked: 0, rejected: [{ line: 1 }, { line: 3 }] });
    expect(published().map((batch) => batchLines(batch).map(String))).toEqual([['{"a":1}']]);
  });

  it('counts bad lines across batches and tells of the first hundred only', async () => {
    const taken = await send(Array.from({ length: 1_500 }, () => 'bad'));
    expect(taken).toMatchObject({ accepted: 1_500, parked: 1_500, rejected: { length: 100 } });
    expect(published()[1]?.faults?.at(-1)).toMatchObject({ position: 499 });
  });

  it('cuts after 1,000 events and before 1 MiB', async () => {
    await send(numbered(2_500));
    expect(published().map((batch) => batch.ids.length)).toEqual([1_000, 1_000, 500]);
    const big = `{"a":"${'x'.repeat(300 * 1024)}"}`;
    await send([big, big, big, big]);
    expect(
      published()
        .slice(3)
        .map((batch) => batchLines(batch).length),
    ).toEqual([3, 1]);
  });

  it('refuses more events than a request may have', async () => {
    await expect(send(numbered(5_001))).rejects.toMatchObject({ status: 413, code: 'limit.lines' });
    await expect(send(numbered(5_000))).resolves.toMatchObject({ accepted: 5_000 });
  });

  it("makes the shipper's own ids unique for the source", async () => {
    const [mine] = (await send([['{"a":1}', 'id-1']])).ids;
    const [again] = (await send([['{"a":2}', 'id-1']])).ids;
    const [theirs] = (await send([['{"a":1}', 'id-1']], { source: 'mail' })).ids;
    expect(mine).toMatch(/^[\w-]{27}$/);
    expect(again).toBe(mine);
    expect(theirs).not.toBe(mine);
  });

  it('derives ids from the Idempotency-Key, the position in the request and what stands there', async () => {
    const first = await send(numbered(1_500), { idempotencyKey: 'k' });
    const again = await send(numbered(1_500), { idempotencyKey: 'k' });
    const changed = await send([...numbered(1_499), '{"changed":true}'], { idempotencyKey: 'k' });
    const other = await send(numbered(1_500), { idempotencyKey: 'l' });
    expect(again.ids).toEqual(first.ids);
    expect(changed.ids.slice(0, -1)).toEqual(first.ids.slice(0, -1));
    expect(changed.ids.at(-1)).not.toBe(first.ids.at(-1));
    expect(new Set([...first.ids, ...other.ids]).size).toBe(3_000);
    expect(
      published()
        .map((batch) => batch.id)
        .slice(2, 4),
    ).toEqual(
      published()
        .slice(0, 2)
        .map((batch) => batch.id),
    );
  });

  it('knows the same request of two or more events again, batch by batch', async () => {
    const events = numbered(1_001);
    const first = await send(events);
    const again = await send(events);
    expect(again.ids).toEqual(first.ids);
    const [one, two, three, four] = published().map((batch) => batch.id);
    expect([three, four]).toEqual([one, two]);
  });

  it('gives back the ids of the batches that had left when a long request broke off', async () => {
    const broken = begin();
    for (const line of numbered(1_200)) broken.batches.add(Buffer.from(line));
    await broken.batches.confirmed();
    expect(published()).toHaveLength(1);
    const again = await send(numbered(1_200));
    expect(published()[0]?.ids).toEqual(again.ids.slice(0, 1_000));
  });

  it('takes other events, another source or another index for another request', async () => {
    const first = await send(['{"a":1}', '{"b":2}']);
    const changed = await send(['{"a":1}', '{"b":3}']);
    const theirs = await send(['{"a":1}', '{"b":2}'], { source: 'mail' });
    const { batches } = begin();
    batches.note('other-index');
    for (const line of ['{"a":1}', '{"b":2}']) batches.add(Buffer.from(line));
    const elsewhere = (await batches.settle()).batches.flatMap((batch) => batch.ids);
    const asNxlog = await send(['{"a":1}', '{"b":2}'], { dialect: 'nxlog' });
    const asProbe = await send(['{"a":1}', '{"b":2}'], { application: 'probe' });
    expect(
      new Set([...first.ids, ...changed.ids, ...theirs.ids, ...elsewhere, ...asNxlog.ids, ...asProbe.ids]).size,
    ).toBe(12);
  });

  it('takes the same lines with other ids for another request', async () => {
    const batchOf = async (...ids: string[]) => (await send(ids.map((id) => ['{"a":1}', id] as const))).batches[0]?.id;
    const first = await batchOf('1', '2');
    expect(await batchOf('1', '2')).toBe(first);
    expect(await batchOf('3', '4')).not.toBe(first);
  });

  it('publishes nothing for a request without events', async () => {
    expect(await send([])).toMatchObject({ accepted: 0, batches: [] });
    expect(published()).toEqual([]);
  });

  it('never takes one event alone for a repetition of another', async () => {
    const [first] = (await send(['{"heartbeat":true}'])).ids;
    const [second] = (await send(['{"heartbeat":true}'])).ids;
    expect(second).not.toBe(first);
  });

  it('knows events of an unanswered request again when they come back one by one', async () => {
    const { request, ids } = await send(['{"a":1}', '{"b":2}', '{"c":3}']);
    request.leaveUnanswered();
    const back = [await send(['{"b":2}']), await send(['{"a":1}', '{"c":3}'])];
    expect(back.flatMap((each) => each.ids)).toEqual([ids[1], ids[0], ids[2]]);
    expect((await send(['{"b":2}'])).ids).not.toContain(ids[1]);
  });

  it('tells which events carry an id that is durable already, and queues them all the same', async () => {
    expect((await send([['{"a":1}', 'x'], '{"b":2}'])).duplicates).toEqual(new Set());
    const again = await send(['{"b":2}', ['{"a":3}', 'x'], ['{"c":4}', 'y'], ['{"c":5}', 'y']]);
    expect(again.duplicates).toEqual(new Set([1, 3]));
    expect(again.accepted).toBe(4);
    expect(published().flatMap(batchLines)).toHaveLength(6);
  });

  it('counts an event as new until its batch is durable', async () => {
    bus.broker.stop();
    await expect(send([['{"a":1}', 'x']])).rejects.toThrow();
    bus.broker.start();
    expect((await send([['{"a":1}', 'x']])).duplicates.size).toBe(0);
    expect((await send([['{"a":1}', 'x']], { source: 'mail' })).duplicates.size).toBe(0);
    expect((await send([['{"a":1}', 'x']])).duplicates.size).toBe(1);
  });

  it('tells duplicates across batches by their place in the request', async () => {
    const events = numbered(1_500).map((line, index) => [line, `id-${index}`] as const);
    await send(events.slice(1_200));
    expect([...(await send(events)).duplicates]).toEqual(Array.from({ length: 300 }, (_, index) => 1_200 + index));
  });

  it('knows nothing by its bytes when the source says so, but ids and keys as ever', async () => {
    const facts = { remembersBodies: false };
    const first = await send(numbered(1_200), facts);
    first.request.leaveUnanswered();
    const again = await send(numbered(1_200), facts);
    expect(new Set([...first.ids, ...again.ids]).size).toBe(2_400);
    expect((await send(['{"n":1}'], facts)).ids).not.toContain(first.ids[1]);
    const own = await send([['{"a":1}', 'x']], facts);
    expect((await send([['{"a":1}', 'x']], facts)).ids).toEqual(own.ids);
    const keyed = await send(numbered(2), { ...facts, idempotencyKey: 'k' });
    expect((await send(numbered(2), { ...facts, idempotencyKey: 'k' })).ids).toEqual(keyed.ids);
  });

  it('fails when a batch is not confirmed, and tells why', async () => {
    bus.broker.stop();
    await expect(send(['{"a":1}'])).rejects.toMatchObject({
      status: 503,
      code: 'broker.unavailable',
      retryAfterMs: 2_000,
    });
  });

  it('stops reading as soon as a batch was not taken', async () => {
    const { batches } = begin();
    bus.broker.stop();
    for (const line of numbered(1_001)) batches.add(Buffer.from(line));
    await batches.confirmed();
    await expect(batches.room()).rejects.toMatchObject({ code: 'broker.unavailable' });
  });

  it('never has more than four batches of a request at the broker at once', async () => {
    let most = 0;
    let underWay = 0;
    jest.spyOn(bus, 'publish').mockImplementation(async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    });
    const { batches } = begin();
    for (const line of numbered(5_000)) {
      batches.add(Buffer.from(line));
      await batches.room();
    }
    await batches.settle();
    expect(most).toBe(4);
  });

  it('holds the bytes of a batch until it is confirmed', async () => {
    const { batches, permit } = begin();
    const hold = jest.spyOn(inFlight, 'hold');
    permit.arrive(500);
    batches.add(Buffer.from('{"a":1}'));
    await batches.settle();
    permit.release();
    const held = hold.mock.calls.map(([, bytes]) => bytes);
    expect(held).toEqual([500, 8 - 500, -8, -0]);
  });

  it('holds a body that stays until the request is over, whatever leaves', async () => {
    const { batches, permit } = begin();
    const hold = jest.spyOn(inFlight, 'hold');
    permit.arrive(500);
    batches.holdBody();
    batches.add(Buffer.from('{"a":1}'));
    await batches.settle();
    permit.release();
    expect(hold.mock.calls.map(([, bytes]) => bytes)).toEqual([500, 8, -8, -500]);
  });

  it('refuses a request whose events are longer together than a body may be', () => {
    const { batches } = begin({ isStrict: true });
    const line = Buffer.alloc(1_000_000, 'x');
    const most = Math.floor(options.maxDecompressedBytes / line.length);
    for (let n = 0; n < most; n += 1) batches.add(line, NOT_JSON);
    expect(() => batches.add(line, NOT_JSON)).toThrow(/maxDecompressedBytes/);
  });
});
