import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys } from '@tocsin/access-control';
import { DatabaseModule, DatabaseReady } from '@tocsin/database';
import { decodeBatch, type EventBatch } from '@tocsin/event-model';
import { BatchOutcomes } from '@tocsin/ledger';
import { createMessageBus, EVENTS_QUEUE, MessagingModule, type MessageBus } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { ingestOptionsSchema } from './ingest.config';
import { IngestModule } from './ingest.module';
import { ask, json } from './testing/ask';
import { Cable } from './testing/cable';

describe('Receipts on PostgreSQL', () => {
  let app: NestExpressApplication;
  let door: { url: string };
  let database: Cable;
  let direct: MessageBus;
  let web: Record<string, string>;
  let mail: Record<string, string>;
  let folder: string;
  const batches: EventBatch[] = [];

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    folder = mkdtempSync(join(tmpdir(), 'tocsin-receipts-'));
    const messaging = {
      kind: 'postgres',
      publishTimeoutMs: 1_000,
      maxUnconfirmed: 64,
      url: await testPostgresUrl(),
    } as const;
    database = await Cable.to(await testPostgresUrl());
    direct = createMessageBus(messaging);
    await direct.consume(EVENTS_QUEUE, { prefetch: 10 }, (delivery) => {
      batches.push(decodeBatch(delivery.body));
      return Promise.resolve({ kind: 'ack' });
    });
    app = await createService({
      name: 'ingest',
      imports: [
        DatabaseModule.forRoot({ url: database.url }),
        MessagingModule.forRoot(messaging),
        IngestModule.register(
          ingestOptionsSchema.parse({ frontend: 'fe1', spoolBytes: 0, keySnapshotFile: join(folder, 'keys.json') }),
        ),
      ],
    });
    await app.listen(0, '127.0.0.1');
    door = { url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
    await app.get(DatabaseReady).whenReady();
    [web, mail] = [await newKey('web'), await newKey('mail')];
    await eventually(async () => (await fetch(`${door.url}/readyz`)).ok);
  });

  afterAll(async () => {
    await app.close();
    await direct.close();
    await database.remove();
    rmSync(folder, { recursive: true });
  });

  async function newKey(source: string) {
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create(source);
    return { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }

  const show = (receipt: string, headers = web) => ask(door, `/receipts/${receipt}`, { method: 'GET', headers });

  /** Records the next batch as a pipeline worker would that found one of its events stored already and parked another. */
  async function processNext(): Promise<void> {
    const { id, claim = '', source, ids } = await eventually(() => batches.shift());
    const counts = { events: ids.length, stored: ids.length - 2, duplicate: 1, parked: 1, dropped: {} };
    await app.get(BatchOutcomes).record([{ batchId: id, claim, source, ...counts }]);
  }

  it('are told from acceptance to outcome, through an outage, to the source of the events only', async () => {
    const body = '{"n":1}\n{"n":2}\n{"n":3}\n';
    const { receipt } = json<{ receipt: string }>(await ask(door, '/events', { body, headers: web }));
    expect(json(await show(receipt))).toMatchObject({ state: 'queued', accepted: 3, queued: 3 });
    await processNext();
    const done = { receipt, state: 'done', accepted: 3, queued: 0, stored: 1, duplicate: 1, parked: 1, dropped: {} };
    expect(json(await show(receipt))).toMatchObject(done);
    expect((await show(receipt, mail)).status).toBe(404);

    database.cut();
    const away = await show(receipt);
    expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(json(away)).toMatchObject({ code: 'receipt.unavailable' });
    database.mend();
    expect(json(await eventually(async () => (await show(receipt)).status === 200 && show(receipt)))).toMatchObject(
      done,
    );
  });

  it('outlive the front end that gave them', async () => {
    const { receipt } = json<{ receipt: string }>(
      await ask(door, '/events', { body: '{"n":4}\n{"n":5}', headers: web }),
    );
    await processNext();
    const other = await createService({
      name: 'ingest',
      imports: [
        DatabaseModule.forRoot({ url: database.url }),
        MessagingModule.forRoot({
          kind: 'postgres',
          url: await testPostgresUrl(),
          publishTimeoutMs: 1_000,
          maxUnconfirmed: 64,
        }),
        IngestModule.register(
          ingestOptionsSchema.parse({ frontend: 'fe2', spoolBytes: 0, keySnapshotFile: join(folder, 'other.json') }),
        ),
      ],
    });
    await other.listen(0, '127.0.0.1');
    await other.get(DatabaseReady).whenReady();
    const url = `http://127.0.0.1:${(other.getHttpServer().address() as AddressInfo).port}`;
    const reply = await ask({ url }, `/receipts/${receipt}`, { method: 'GET', headers: web });
    await other.close();
    expect(json(reply)).toMatchObject({ state: 'done', accepted: 2 });
  });
});
