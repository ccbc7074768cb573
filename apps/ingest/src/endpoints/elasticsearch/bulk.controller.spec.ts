import { Client } from '@elastic/elasticsearch';
import { batchLines } from '@tocsin/event-model';

import { ask, json, type Question } from '../../testing/ask';
import { KEY, OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { BulkController } from './bulk.controller';

type Item = Record<string, { _index: string; _id: string; status: number; error?: { type: string; reason: string } }>;
interface BulkReply {
  readonly errors: boolean;
  readonly took: number;
  readonly items: Item[];
}

/** Exactly what rsyslog's omelasticsearch sends. */
const RSYSLOG = { ...KEY, 'content-type': 'application/json; charset=utf-8', accept: '*/*' };

let door: FrontDoor;
beforeAll(async () => (door = await openFrontDoor({ maxLineBytes: 4_096 })));
afterEach(() => door.bus.broker.start());
afterAll(() => door.app.close());

const linesOf = () => door.batches().flatMap(batchLines);
const linesOfLast = () => door.batches().slice(-1).flatMap(batchLines).map(String);

async function bulk(lines: readonly string[], path = '/_bulk') {
  const reply = await ask(door, path, { body: lines.map((line) => `${line}\n`).join('') });
  return { ...reply, body: json<BulkReply>(reply) };
}

describe(BulkController.name, () => {
  it('answers each action in order with a status of its own', async () => {
    const { status, body } = await bulk([
      '{"index":{"_index":"logs"}}',
      '{"a":1}',
      '{"create":{"_id":"x/1"}}',
      '{"b":2}',
      '{"delete":{"_id":"x/1"}}',
      '{"update":{"_index":"logs","_id":"u"}}',
      '{"doc":{"c":12345678901234567890},"doc_as_upsert":true}',
      '{"update":{"_id":"v"}}',
      '{"script":"ctx._source.x = 1"}',
      '{"index":{}}',
      'not json',
    ]);
    const [batch] = door.batches().slice(-1);
    expect(status).toBe(200);
    expect(body.errors).toBe(true);
    expect(Number.isInteger(body.took)).toBe(true);
    const seen = body.items.map(
      (item) => Object.entries(item).map(([operation, { _index, _id, status }]) => [operation, _index, _id, status])[0],
    );
    expect(seen).toEqual([
      ['index', 'logs', batch?.ids[0], 201],
      ['create', 'events', 'x/1', 201],
      ['delete', 'events', 'x/1', 400],
      ['update', 'logs', 'u', 201],
      ['update', 'events', 'v', 400],
      ['index', 'events', batch?.ids[3], 201],
    ]);
    expect(linesOfLast()).toEqual(['{"a":1}', '{"b":2}', '{"c":12345678901234567890}', 'not json']);
    expect(body.items[2]?.['delete']?.error).toEqual({
      type: 'illegal_argument_exception',
      reason: 'Events are never deleted on behalf of a shipper.',
    });
  });

  it('takes POST and PUT, with and without an index in the path', async () => {
    for (const method of ['POST', 'PUT']) {
      for (const path of ['/_bulk', '/_bulk/', '/web-logs/_bulk', '/_bulk?pipeline=x&refresh=true']) {
        const reply = await ask(door, path, { method, body: `{"index":{}}\n{"at":"${method} ${path}"}\n` });
        expect(reply.status).toBe(200);
        expect(json<BulkReply>(reply).items[0]?.['index']?._index).toBe(
          path.startsWith('/web') ? 'web-logs' : 'events',
        );
      }
    }
  });

  it('takes what rsyslog sends: an empty line after each pair', async () => {
    const pairs = [1, 2, 3].map((n) => `{"index":{"_index": "events"}}\n{"n":${n}}\n\n`).join('');
    const reply = await ask(door, '/_bulk', { body: pairs, headers: RSYSLOG });
    expect(json<BulkReply>(reply)).toMatchObject({ errors: false, items: { length: 3 } });
    expect(linesOfLast()).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it('takes documents without actions, as MozDef did, and swallows none of them', async () => {
    const { body } = await bulk(['{"summary":"a"}', '{"index":"x","summary":"b"}', 'broken {', '{"summary":"c"}']);
    expect(body.items.map((item) => item['index']?.status)).toEqual([201, 201, 201, 201]);
    expect(linesOfLast()).toEqual(['{"summary":"a"}', '{"index":"x","summary":"b"}', 'broken {', '{"summary":"c"}']);
  });

  it('takes a JSON array of documents, as MozDef did', async () => {
    const reply = await ask(door, '/_bulk', { body: ' [{"summary":"a"},\n {"index":{}}, 3]' });
    expect(json<BulkReply>(reply).items.map((item) => item['index']?.status)).toEqual([201, 201, 201]);
    expect(linesOfLast()).toEqual(['{"summary":"a"}', '{"index":{}}', '3']);
  });

  it('refuses bad documents one by one when the source is strict, and takes their neighbours', async () => {
    const strict = await openFrontDoor({}, { shippers: new OneShipper({ source: 'web', isStrict: true }) });
    const body = '{"index":{}}\n{"a":1}\n{"create":{}}\n{"b":\n{"index":{}}\n{"c":3}\n';
    const reply = json<BulkReply>(await ask(strict, '/_bulk', { body }));
    expect(reply.errors).toBe(true);
    expect(reply.items.map((item) => Object.values(item)[0]?.status)).toEqual([201, 400, 201]);
    expect(reply.items[1]?.['create']?.error?.reason).toMatch(/not JSON/);
    expect(strict.batches().flatMap(batchLines).map(String)).toEqual(['{"a":1}', '{"c":3}']);
    await strict.app.close();
  });

  it('refuses an action whose document never came', async () => {
    const { body } = await bulk(['{"index":{}}', '{"a":1}', '{"create":{"_id":"last"}}']);
    expect(body.items.map((item) => Object.values(item)[0]?.status)).toEqual([201, 400]);
  });

  it("keeps the shipper's ids as the events' ids, made unique for the source", async () => {
    await bulk(['{"create":{"_id":"7"}}', '{"a":1}']);
    const [first] = door.batches().at(-1)?.ids ?? [];
    await bulk(['{"index":{"_id":7}}', '{"a":"changed"}']);
    expect(door.batches().at(-1)?.ids).toEqual([first]);
    expect(first).toMatch(/^[\w-]{27}$/);
  });

  it('conflicts with a known document when it is created, and keeps quiet when it is indexed', async () => {
    const before = linesOf().length;
    const statuses = async (...lines: string[]) => {
      const { body } = await bulk(lines);
      return { errors: body.errors, statuses: body.items.map((item) => Object.values(item)[0]?.status) };
    };
    const create = ['{"create":{"_id":"known"}}', '{"a":1}'];
    expect(await statuses(...create)).toEqual({ errors: false, statuses: [201] });
    expect(await statuses(...create, '{"create":{"_id":"new"}}', '{}')).toEqual({ errors: true, statuses: [409, 201] });
    const index = ['{"index":{"_id":"known"}}', '{"a":1}', '{"index":{}}', '{"event":{"id":"e"}}'];
    expect(await statuses(...index)).toEqual({ errors: false, statuses: [200, 201] });
    expect(await statuses(...index)).toEqual({ errors: false, statuses: [200, 200] });
    const { body } = await bulk([...create, '{"update":{"_id":"known"}}', '{"doc":{}}']);
    expect(body.items).toMatchObject([
      { create: { _id: 'known', status: 409, error: { type: 'version_conflict_engine_exception' } } },
      { update: { _id: 'known', status: 200, result: 'noop' } },
    ]);
    expect(linesOf()).toHaveLength(before + 9);
  });

  it('tells a duplicate within one request, and none of a request that was refused', async () => {
    const pair = '{"create":{"_id":"twice"}}\n{}\n';
    door.bus.broker.stop();
    expect((await ask(door, '/_bulk', { body: pair })).status).toBe(503);
    door.bus.broker.start();
    const reply = json<BulkReply>(await ask(door, '/_bulk', { body: pair + pair }));
    expect(reply.items.map((item) => item['create']?.status)).toEqual([201, 409]);
  });

  it('answers the same body again, and the same Idempotency-Key, as if it were new', async () => {
    const body = '{"create":{}}\n{"same":1}\n{"create":{}}\n{"same":2}\n';
    for (const extra of [{}, { 'idempotency-key': 'k' }]) {
      for (let times = 0; times < 2; times += 1) {
        const reply = json<BulkReply>(await ask(door, '/_bulk', { body, headers: { ...KEY, ...extra } }));
        expect(reply.items.map((item) => item['create']?.status)).toEqual([201, 201]);
      }
    }
  });

  it('ignores what only an index could obey', async () => {
    const action =
      '{"create":{"_index":"x","require_alias":true,"pipeline":"p","dynamic_templates":{"a":"b"},"routing":"r"}}';
    const path = '/_bulk?refresh=wait_for&routing=r&require_data_stream=true&filter_path=errors,items.*.status';
    const reply = await ask(door, path, { body: `${action}\n{"a":1}\n` });
    expect(json<BulkReply>(reply)).toMatchObject({ errors: false, items: [{ create: { status: 201 } }] });
  });

  it.each([
    ['application/vnd.elasticsearch+json; compatible-with=9', 'application/vnd.elasticsearch+json;compatible-with=9'],
    ['application/vnd.elasticsearch+json;compatible-with=8', 'application/vnd.elasticsearch+json;compatible-with=8'],
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
  ])('answers whoever accepts %s with %s', async (accept, type) => {
    for (const body of ['{"create":{}}\n{}\n', '']) {
      const reply = await ask(door, '/_bulk', { body, headers: { ...KEY, accept } });
      expect(reply.headers['content-type']).toBe(type);
    }
  });

  it('takes a single object without an action for one event, where MozDef took its names for events', async () => {
    const { body } = await bulk(['{"summary":"a","details":{"n":1}}']);
    expect(body.items).toHaveLength(1);
    expect(linesOfLast()).toEqual(['{"summary":"a","details":{"n":1}}']);
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'DELETE'])('answers %s with the methods that send', async (method) => {
    for (const path of ['/_bulk', '/logs/_bulk'])
      expect(await ask(door, path, { method })).toMatchObject({
        status: 405,
        headers: { allow: 'POST, PUT', 'x-elastic-product': 'Elasticsearch' },
      });
  });

  it('takes the same documents for another index for other events', async () => {
    const batchFor = async (path: string) => {
      await bulk(['{"index":{}}', '{"same":1}', '{"index":{}}', '{"same":2}'], path);
      return door.batches().at(-1)?.id;
    };
    const [logs, metrics, again] = [
      await batchFor('/logs/_bulk'),
      await batchFor('/metrics/_bulk'),
      await batchFor('/logs/_bulk'),
    ];
    expect(again).toBe(logs);
    expect(metrics).not.toBe(logs);
  });

  it.each<[string, Question, number]>([
    ['taken', { body: '{"index":{}}\n{}\n' }, 200],
    ['without a key', { body: '{"index":{}}\n{}\n', headers: { 'user-agent': 'x' } }, 401],
    ['empty', { body: '' }, 400],
    ['too long', { body: `{"index":{}}\n{"a":"${'x'.repeat(5_000)}"}\n` }, 413],
    ['health', { method: 'GET' }, 200],
    ['health by HEAD', { method: 'HEAD' }, 200],
  ])('names the product on every answer: %s', async (_, question, status) => {
    const reply = await ask(door, question.method ? '/_cat/health' : '/_bulk', question);
    expect(reply.status).toBe(status);
    expect(reply.headers['x-elastic-product']).toBe('Elasticsearch');
  });

  it("refuses in Elasticsearch's words, with the time to come again", async () => {
    door.bus.broker.stop();
    const reply = await ask(door, '/_bulk', { body: '{"index":{}}\n{}\n' });
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '2', 'x-elastic-product': 'Elasticsearch' } });
    expect(json(reply)).toMatchObject({
      status: 503,
      error: { type: 'unavailable_shards_exception', root_cause: { length: 1 } },
    });
  });

  it('closes the connection instead of answering rsyslog, which would take any answer for a delivery', async () => {
    const question = { body: '{"index":{"_index": "events"}}\n{"n":1}\n\n', headers: RSYSLOG };
    door.bus.broker.stop();
    await expect(ask(door, '/_bulk', question)).rejects.toThrow('socket hang up');
    await expect(ask(door, '/_cat/health', { method: 'GET' })).rejects.toThrow('socket hang up');
    const wrongKey = { ...RSYSLOG, authorization: 'Basic eDp5' };
    door.bus.broker.start();
    await expect(ask(door, '/_bulk', { ...question, headers: wrongKey })).rejects.toThrow('socket hang up');
    expect((await ask(door, '/_bulk', question)).status).toBe(200);
  });

  it('answers rsyslog when trying again could not help', async () => {
    const body = `{"index":{}}\n{"a":"${'x'.repeat(5_000)}"}\n`;
    expect((await ask(door, '/_bulk', { body, headers: RSYSLOG })).status).toBe(413);
  });

  it('knows events that rsyslog sends again one by one after its bulk was left without an answer', async () => {
    const pair = (n: number) => `{"index":{"_index": "events"}}\n{"rsyslog":${n}}\n\n`;
    const publish = jest.spyOn(door.bus, 'publish').mockRejectedValueOnce(new Error('no confirm'));
    await expect(ask(door, '/_bulk', { body: pair(1) + pair(2), headers: RSYSLOG })).rejects.toThrow('socket hang up');
    const lost = publish.mock.calls[0]?.[1].body.toString('utf8').split('\n', 1)[0] ?? '{}';
    for (const n of [1, 2]) await ask(door, '/_bulk', { body: pair(n), headers: RSYSLOG });
    const back = door
      .batches()
      .slice(-2)
      .flatMap((batch) => batch.ids);
    expect(back).toEqual((JSON.parse(lost) as { ids: string[] }).ids);
  });

  it('serves the official client', async () => {
    const client = new Client({ node: door.url, auth: { apiKey: KEY.authorization.split(' ')[1] ?? '' } });
    const before = door.batches().length;
    const datasource = Array.from({ length: 2_500 }, (_, n) => ({ n }));
    const result = await client.helpers.bulk({ datasource, onDocument: () => ({ create: { _index: 'logs' } }) });
    await client.close();
    expect(result).toMatchObject({ total: 2_500, successful: 2_500, failed: 0 });
    const numbers = door
      .batches()
      .slice(before)
      .flatMap(batchLines)
      .map((line) => (JSON.parse(line.toString()) as { n: number }).n);
    expect(numbers).toEqual(datasource.map(({ n }) => n));
  });
});
