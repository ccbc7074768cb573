import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys } from '@tocsin/access-control';
import { AuditTrail, COMMAND_LINE } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { DatabaseModule, DatabaseReady, ParkedEventEntity } from '@tocsin/database';
import { EventStore, eventStoreConfigSchema, EventStoreModule } from '@tocsin/event-store';
import { LedgerBook, Reconciliation, type BookSum } from '@tocsin/ledger';
import { MessageBus, MessagingModule } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { ParkedDesk, RetrySender } from '@tocsin/parked';
import { parseQuery } from '@tocsin/query';
import { bringInRules } from '@tocsin/rules/testing';
import { eventually, testElasticsearch, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';
import { DataSource } from 'typeorm';

import { ingestConfigSchema } from '../../ingest/src/ingest.config';
import { IngestModule } from '../../ingest/src/ingest.module';
import { pipelineConfigSchema } from '../../pipeline/src/pipeline.config';
import { PipelineModule } from '../../pipeline/src/pipeline.module';

const EVER = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const SOURCE = 'odd';

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
])('Parked events that are tried again, %s size', (_, prepare) => {
  const clock = new SystemClock();
  let app: NestExpressApplication;
  let dataSource: DataSource;
  let desk: ParkedDesk;
  let sender: RetrySender;
  let rulesFolder: string;
  let post: (body: string) => Promise<Response>;

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    rulesFolder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
    const { database, messaging, store } = await prepare();
    await bringInRules(database, rulesFolder);
    app = await createService({
      name: 'parked-again',
      imports: [
        DatabaseModule.forRoot({ url: database }),
        MessagingModule.forRoot({ ...messaging, publishTimeoutMs: 5_000, maxUnconfirmed: 64 }),
        EventStoreModule.forRoot(eventStoreConfigSchema.parse(store)),
        IngestModule.register(ingestConfigSchema.shape.ingest.parse({})),
        PipelineModule.register(pipelineConfigSchema.shape.pipeline.parse({})),
      ],
    });
    await app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    await app.get(DatabaseReady).whenReady();
    dataSource = app.get(DataSource);
    desk = new ParkedDesk(dataSource, clock, new AuditTrail(clock));
    sender = new RetrySender(dataSource, app.get(MessageBus), clock);
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create(SOURCE);
    const authorization = `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    post = (body) => fetch(`${url}/events`, { method: 'POST', body, headers: { authorization } });
    await eventually(async () => (await fetch(`${url}/readyz`)).ok, { timeoutMs: 30_000 });
  });
  afterAll(async () => {
    await app.close();
    rmSync(rulesFolder, { recursive: true });
  });

  const parked = () => dataSource.getRepository(ParkedEventEntity).find({ order: { position: 'ASC' } });

  async function count(query: string): Promise<number> {
    const store = app.get(EventStore, { strict: false });
    await store.refresh();
    return (await store.search({ expr: parseQuery(query), range: EVER, sort: 'newest', size: 1 })).total;
  }

  async function ledger(): Promise<BookSum> {
    const options = { limitMs: 600_000, isQueueEmpty: false };
    await new Reconciliation(dataSource).run(options, () => Promise.resolve());
    return new LedgerBook(dataSource).total({ grain: 'minute', from: new Date(0), to: new Date('2100-01-01') });
  }

  it('are stored once when they are mended, and stay when they are not, and the ledger agrees at every step', async () => {
    expect((await post('{"message":"fine"}\n{"broken one\n{"broken two\n')).status).toBe(200);
    await eventually(async () => (await ledger()).parked === 2 && (await ledger()).inFlight === 0);
    const [one, two] = await parked();
    await desk.retry(COMMAND_LINE, { ids: [one!.id] }, Buffer.from('{"message":"mended"}'));
    await desk.retry(COMMAND_LINE, { ids: [two!.id] });
    expect(await sender.sendSome()).toBe(2);
    await eventually(async () => (await parked()).every(({ retryId }) => retryId === null));
    expect(await parked()).toMatchObject([{ id: two!.id, attempts: 2, reasonCode: 'parse.json' }]);
    expect(await count(`tocsin.source:${SOURCE}`)).toBe(2);
    expect(await count('message:mended')).toBe(1);
    const sums = { accepted: 3, duplicate: 0, inFlight: 0, unexplained: 0 };
    expect(await ledger()).toEqual({ ...sums, stored: 2, parked: 1, dropped: 0 });
    expect(await desk.discard(COMMAND_LINE, { source: SOURCE }, 'rubbish')).toBe(1);
    expect(await ledger()).toEqual({ ...sums, stored: 2, parked: 0, dropped: 1 });
  });
});
