import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys } from '@tocsin/access-control';
import { DatabaseModule, DatabaseReady } from '@tocsin/database';
import { batchLines, decodeBatch, type EventBatch } from '@tocsin/event-model';
import { createMessageBus, EVENTS_QUEUE, MessagingModule, type MessageBus } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { eventually, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';

import { ingestOptionsSchema } from './ingest.config';
import { IngestModule } from './ingest.module';
import { ask, json } from './testing/ask';
import { Cable } from './testing/cable';

const ENGINES = [
  ['rabbitmq', testRabbitUrl],
  ['postgres', testPostgresUrl],
] as const;

const LINES_PER_REQUEST = 1_500;

const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `{"n":${from + index}}\n`).join('');

/** The address of a running front door. */
function addressOf(app: NestExpressApplication): { url: string } {
  return { url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}

describe.each(ENGINES)('The front door without a spool, on %s', (kind, freshEngine) => {
  let app: NestExpressApplication;
  let door: { url: string };
  let broker: Cable;
  let database: Cable;
  let folder: string;
  let direct: MessageBus;
  let headers: { authorization: string };
  /** Everything that comes out of the queue. */
  const batches: EventBatch[] = [];

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    folder = mkdtempSync(join(tmpdir(), 'tocsin-ingest-'));
    const engineUrl = await freshEngine();
    [broker, database] = [await Cable.to(engineUrl), await Cable.to(await testPostgresUrl())];
    const messaging = { kind, publishTimeoutMs: 1_000, maxUnconfirmed: 64 };
    direct = createMessageBus({ ...messaging, url: engineUrl });
    await direct.consume(EVENTS_QUEUE, { prefetch: 10 }, (delivery) => {
      batches.push(decodeBatch(delivery.body));
      return Promise.resolve({ kind: 'ack' });
    });
    app = await createService({
      name: 'ingest',
      imports: [
        DatabaseModule.forRoot({ url: database.url }),
        MessagingModule.forRoot({ ...messaging, url: broker.url }),
        IngestModule.register(
          ingestOptionsSchema.parse({
            ...{ frontend: 'fe1', keyTimeoutMs: 500, patienceMs: 500, spoolBytes: 0 },
            keySnapshotFile: join(folder, 'keys.json'),
          }),
        ),
      ],
    });
    await app.listen(0, '127.0.0.1');
    door = addressOf(app);
    await app.get(DatabaseReady).whenReady();
    headers = await newKey('web');
    await eventually(async () => (await fetch(`${door.url}/readyz`)).ok);
  });

  afterAll(async () => {
    await app.close();
    await direct.close();
    await Promise.all([broker.remove(), database.remove()]);
    rmSync(folder, { recursive: true });
  });

  async function newKey(source: string) {
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create(source);
    return { id, authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }

  const send = (body: string) => ask(door, '/events', { body, headers });

  it('accepts what the broker keeps, refuses while it is away, and goes on when it is back', async () => {
    expect((await send(events(0, 3))).status).toBe(200);
    broker.cut();
    const refused = await send(events(3, 3));
    expect(refused.status).toBe(503);
    expect(json(refused)).toMatchObject({ code: 'broker.unavailable' });
    await eventually(async () => (await fetch(`${door.url}/readyz`)).status === 503);
    broker.mend();
    await eventually(async () => (await send(events(3, 3))).status === 200);
    await eventually(() => new Set(batches.flatMap((batch) => batch.ids)).size === 6);
  });

  it('queues every accepted event, and those sent again under the same ids, through cuts in the middle', async () => {
    batches.length = 0;
    let sent = 0;
    let refused = 0;
    let hasCutsLeft = true;
    const sendUntilTaken = async (request: number) => {
      await eventually(async () => {
        const { status } = await send(events(1_000 + request * LINES_PER_REQUEST, LINES_PER_REQUEST));
        if (status !== 200) refused += 1;
        return status === 200;
      });
    };
    const keepSending = async () => {
      while (hasCutsLeft) await sendUntilTaken(sent++);
    };
    const sending = Promise.all([keepSending(), keepSending(), keepSending(), keepSending()]);
    for (let cut = 1; cut <= 3; cut += 1) {
      const [atFirst, before] = [sent, refused];
      await eventually(() => sent >= atFirst + 8);
      broker.cut();
      // Shorter cuts than the door's patience are not even noticed.
      await eventually(() => refused > before);
      broker.mend();
    }
    hasCutsLeft = false;
    await sending;
    const idsByLine = await eventually(() => {
      const ids = idsOfLines(batches);
      return ids.size >= sent * LINES_PER_REQUEST && ids;
    });
    for (const [line, ids] of idsByLine) expect([line, ids.size]).toEqual([line, 1]);
  });

  it('lets known keys send while the database is away, and no others', async () => {
    const stranger = { authorization: 'Splunk kNobodyHasHeardOf:secret' };
    const askAsStranger = async () => (await ask(door, '/events', { body: '{}', headers: stranger })).status;
    expect(await askAsStranger()).toBe(401);
    database.cut();
    await eventually(async () => (await send(events(0, 2))).status === 200);
    await eventually(async () => (await askAsStranger()) === 503);
    database.mend();
    await eventually(async () => (await askAsStranger()) === 401);
  });

  it('refuses a revoked key within five seconds', async () => {
    const { id, ...key } = await newKey('short-lived');
    expect((await ask(door, '/events', { body: '{}', headers: key })).status).toBe(200);
    await app.get(ApiKeys, { strict: false }).revoke(id);
    const isRefused = async () => (await ask(door, '/events', { body: '{}', headers: key })).status === 401;
    await eventually(isRefused, { timeoutMs: 5_000 });
  });
});

/** Under which ids each line was queued. */
function idsOfLines(batches: readonly EventBatch[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const batch of batches) {
    for (const [index, line] of batchLines(batch).entries()) {
      const ids = found.get(line.toString()) ?? new Set();
      found.set(line.toString(), ids.add(batch.ids[index] ?? ''));
    }
  }
  return found;
}
