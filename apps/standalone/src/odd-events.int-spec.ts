import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys } from '@tocsin/access-control';
import { DatabaseModule, DatabaseReady, ParkedEventEntity } from '@tocsin/database';
import type { SecurityEvent } from '@tocsin/event-model';
import { EventStore, eventStoreConfigSchema, EventStoreModule } from '@tocsin/event-store';
import { MessagingModule } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { parseQuery } from '@tocsin/query';
import { bringInRules } from '@tocsin/rules/testing';
import { eventually, testElasticsearch, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import { DataSource } from 'typeorm';

import { ingestConfigSchema } from '../../ingest/src/ingest.config';
import { IngestModule } from '../../ingest/src/ingest.module';
import { pipelineConfigSchema } from '../../pipeline/src/pipeline.config';
import { PipelineModule } from '../../pipeline/src/pipeline.module';

const EVER = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const UMLAUT_IN_LATIN_1 = Buffer.from([...Buffer.from('{"user":"J'), 0xfc, ...Buffer.from('rgen"}')]);

async function embedded() {
  const url = await testPostgresUrl();
  return { database: url, messaging: { kind: 'postgres' as const, url }, store: { kind: 'postgres', url } };
}

async function cluster() {
  const { url, prefix } = testElasticsearch();
  return {
    database: await testPostgresUrl(),
    messaging: { kind: 'rabbitmq' as const, url: await testRabbitUrl() },
    store: { kind: 'elasticsearch', url, indexPrefix: prefix },
  };
}

describe.each([
  ['embedded', embedded],
  ['cluster', cluster],
])('Odd events on their way into the store, %s size', (_, prepare) => {
  let app: NestExpressApplication;
  let url: string;
  let authorization: string;
  let rulesFolder: string;

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
    const { database, messaging, store } = await prepare();
    await bringInRules(database, rulesFolder);
    app = await createService({
      name: 'odd-events',
      imports: [
        DatabaseModule.forRoot({ url: database }),
        MessagingModule.forRoot({ ...messaging, publishTimeoutMs: 5_000, maxUnconfirmed: 64 }),
        EventStoreModule.forRoot(eventStoreConfigSchema.parse(store)),
        IngestModule.register(ingestConfigSchema.shape.ingest.parse({})),
        PipelineModule.register(pipelineConfigSchema.shape.pipeline.parse({})),
      ],
    });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    await app.get(DatabaseReady).whenReady();
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create('odd');
    authorization = `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    await eventually(async () => (await fetch(`${url}/readyz`)).ok, { timeoutMs: 30_000 });
  });
  afterAll(async () => {
    await app.close();
    rmSync(rulesFolder, { recursive: true });
  });

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { authorization, ...headers },
    });

  async function receiptOf(body: string | Buffer, headers: Record<string, string> = {}): Promise<string> {
    const response = await post('/events', body, headers);
    expect(response.status).toBe(200);
    return ((await response.json()) as { receipt: string }).receipt;
  }

  async function stored(id: string): Promise<SecurityEvent> {
    const store = app.get(EventStore, { strict: false });
    return eventually(async () => (await store.get(id))?.event);
  }

  /** What is kept of the first event of a body, under names of its own and as notes. */
  async function kept(body: string | Buffer, headers: Record<string, string> = {}) {
    const event = await stored(`${await receiptOf(body, headers)}-0`);
    return { details: event['details'], notes: event['tocsin.notes'], event };
  }

  async function parked(body: string | Buffer): Promise<ParkedEventEntity[]> {
    const batchId = await receiptOf(body);
    const rows = app.get(DataSource, { strict: false }).getRepository(ParkedEventEntity);
    return eventually(async () => {
      const found = await rows.find({ where: { batchId }, order: { position: 'ASC' } });
      return found.length > 0 && found;
    });
  }

  it('keeps every digit of a number that no double can hold, as text, and says so', async () => {
    const { details, notes } = await kept(
      '{"n":12345678901234567890,"min":-9223372036854775809,"odd":9007199254740993,"huge":1e400,"deep":{"n":[18446744073709551616]}}',
    );
    expect(details).toEqual({
      n: '12345678901234567890',
      min: '-9223372036854775809',
      odd: '9007199254740993',
      huge: '1e400',
      deep: { n: ['18446744073709551616'] },
    });
    expect(notes).toContainEqual(expect.stringContaining('12345678901234567890 is kept as text'));
  });

  it('keeps numbers that a double does hold as numbers', async () => {
    const { details, notes } = await kept('{"max":9007199254740991,"part":0.1,"small":-5e-7,"zero":-0}');
    expect(details).toEqual({ max: 9_007_199_254_740_991, part: 0.1, small: -5e-7, zero: expect.closeTo(0) as number });
    expect(notes).toBeUndefined();
  });

  it('finds a long number again by its digits', async () => {
    const id = `${await receiptOf('{"serial":98765432109876543210}')}-0`;
    await stored(id);
    const store = app.get(EventStore, { strict: false });
    await store.refresh();
    const expr = parseQuery('details.serial:98765432109876543210');
    const found = await store.search({ expr, range: EVER, sort: 'newest', size: 10 });
    expect(found.events.map((event) => event.id)).toEqual([id]);
  });

  it('keeps members that JavaScript finds special, and takes no harm of them', async () => {
    const { details } = await kept(
      '{"__proto__":{"isAdmin":true},"constructor":"c","in":{"__proto__":2,"toString":3}}',
    );
    expect(Object.entries(details ?? {})).toEqual(
      expect.arrayContaining([
        ['__proto__', { isAdmin: true }],
        ['constructor', 'c'],
      ]),
    );
    expect(JSON.stringify(details)).toContain('"__proto__":2');
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('takes the last of two members of one name', async () => {
    expect((await kept('{"a":1,"a":2}')).details).toEqual({ a: 2 });
  });

  it('shows a NUL and half a character as what can be stored, and says so', async () => {
    const { details, notes } = await kept('{"a":"x\\u0000y","\\u0000":1,"half":"\\ud800!"}');
    expect(details).toEqual({ a: 'x\u2400y', '\u2400': 1, half: '\ufffd!' });
    expect(notes).toContainEqual(expect.stringContaining('cannot be stored'));
  });

  it.each([
    ['a NUL byte', Buffer.from('{"a":"\0"}'), 'parse.json'],
    ['bytes that are no UTF-8', UMLAUT_IN_LATIN_1, 'parse.encoding'],
    ['garbage behind the object', Buffer.from('{"a":1} garbage'), 'parse.json'],
    ['half an object', Buffer.from('{"a":'), 'parse.json'],
    ['no object', Buffer.from('"text"'), 'parse.shape'],
  ])('parks a line with %s as the bytes it is', async (__, line, code) => {
    const [row] = await parked(line);
    expect(row).toMatchObject({ stage: 'ingest', reasonCode: code, source: 'odd' });
    expect(row?.bytes).toEqual(line);
  });

  it('stores what stands beside a bad line, behind a byte order mark and before CRLF', async () => {
    const batch = await receiptOf(`\ufeff{"n":1}\r\nbad\r\n\r\n{"n":3}\r\n`);
    for (const [position, n] of [
      [0, 1],
      [2, 3],
    ] as const)
      expect((await stored(`${batch}-${position}`))['details']).toEqual({ n });
  });

  it('believes the body and not its type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await kept('[{"lie":1}]', { 'content-type': type })).details).toEqual({ lie: 1 });
    expect((await post('/events', '{"lie":1}', { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  it('refuses a body without anything in it', async () => {
    for (const body of ['', ' \r\n', '\ufeff'])
      for (const path of ['/events', '/_bulk']) expect((await post(path, body)).status).toBe(400);
  });
});
