import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiKeys, type NewKey } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import {
  ApiKeyEntity,
  createDataSource,
  DatabaseModule,
  migrate,
  SourceCertificateEntity,
  SourceEntity,
} from '@tocsin/database';
import { MessagingModule } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { eventually, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { ingestOptionsSchema, type IngestOptions } from '../ingest.config';
import { IngestModule } from '../ingest.module';
import { ask } from '../testing/ask';
import { Cable } from '../testing/cable';

interface RunningFrontEnd {
  readonly app: NestExpressApplication;
  readonly url: string;
}

let postgresUrl: string;
let database: Cable;
let folder: string;
/** Another process: it has the database, and no bus to tell of changes. */
let administration: DataSource;
let keys: ApiKeys;
let frontEnds: RunningFrontEnd[];

beforeEach(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  postgresUrl = await testPostgresUrl();
  database = await Cable.to(postgresUrl);
  folder = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
  administration = await createDataSource({ url: postgresUrl }).initialize();
  await migrate(administration);
  keys = new ApiKeys(administration, new SystemClock(), new AuditTrail(new SystemClock()));
  frontEnds = [];
});
afterEach(async () => {
  for (const { app } of frontEnds) await app.close();
  await administration.destroy();
  await database.remove();
  rmSync(folder, { recursive: true });
});

/** Its queue is there all the time, its database by way of the cable. */
async function startFrontEnd(options: Partial<IngestOptions> = {}): Promise<RunningFrontEnd> {
  const settings = { keyTimeoutMs: 500, spoolBytes: 0, keySnapshotFile: join(folder, 'keys.json'), ...options };
  const app = await createService({
    name: 'ingest',
    imports: [
      DatabaseModule.forRoot({ url: database.url }),
      MessagingModule.forRoot({ kind: 'postgres', url: postgresUrl, publishTimeoutMs: 5_000, maxUnconfirmed: 64 }),
      IngestModule.register(ingestOptionsSchema.parse(settings)),
    ],
  });
  await app.listen(0, '127.0.0.1');
  const frontEnd = { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
  frontEnds.push(frontEnd);
  return frontEnd;
}

/** What a front end answers to one event with this key. */
async function answerTo({ id, secret }: NewKey, door: RunningFrontEnd, more: Record<string, string> = {}) {
  const headers = { authorization: `Splunk ${id}:${secret}`, ...more };
  return (await ask(door, '/events', { body: '{"a":1}', headers })).status;
}

/** Waits for an answer; a front end that has just been started does not know its keys yet. */
const eventuallyAnswers = (status: number, key: NewKey, door: RunningFrontEnd, timeoutMs = 5_000) =>
  eventually(async () => (await answerTo(key, door)) === status, { timeoutMs, describe: `an answer ${status}` });

const isInSnapshot = ({ id }: NewKey) => {
  const file = join(folder, 'keys.json');
  return existsSync(file) && readFileSync(file, 'utf8').includes(id);
};

describe('a front end', () => {
  it('knows its keys after a start without the database, and learns of others when that is back', async () => {
    const known = await keys.create('web');
    const first = await startFrontEnd();
    await eventuallyAnswers(200, known, first);
    await eventually(() => isInSnapshot(known));
    await first.app.close();
    const stranger = await keys.create('web');
    database.cut();
    const second = await startFrontEnd();
    expect(await answerTo(known, second)).toBe(200);
    expect(await answerTo(stranger, second)).toBe(503);
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    database.mend();
    await eventuallyAnswers(200, stranger, second, 30_000);
    await eventually(() => isInSnapshot(stranger));
  });

  it('does not believe a torn snapshot, and says that it is not ready', async () => {
    const known = await keys.create('web');
    const first = await startFrontEnd();
    await eventuallyAnswers(200, known, first);
    await eventually(() => isInSnapshot(known));
    await first.app.close();
    truncateSync(join(folder, 'keys.json'), 150);
    database.cut();
    const second = await startFrontEnd();
    expect(await answerTo(known, second)).toBe(503);
    const readiness = await fetch(`${second.url}/readyz`);
    expect([readiness.status, await readiness.json()]).toMatchObject([503, { checks: { keys: { ok: false } } }]);
    database.mend();
    await eventuallyAnswers(200, known, second, 30_000);
  });

  it('refuses a key within five seconds after another process revoked it, as all others do', async () => {
    const key = await keys.create('web');
    const doors = [await startFrontEnd(), await startFrontEnd({ keySnapshotFile: join(folder, 'other.json') })];
    for (const door of doors) await eventuallyAnswers(200, key, door);
    await keys.revoke(key.id);
    await Promise.all(doors.map((door) => eventuallyAnswers(401, key, door)));
  });

  it('takes both keys while one takes the place of the other, then the new one only', async () => {
    const former = await keys.create('web');
    const door = await startFrontEnd();
    await eventuallyAnswers(200, former, door);
    const fresh = await keys.rotate(former.id, { overlapMs: 4_000 });
    expect([await answerTo(fresh, door), await answerTo(former, door)]).toEqual([200, 200]);
    await eventuallyAnswers(401, former, door, 10_000);
    expect(await answerTo(fresh, door)).toBe(200);
  });

  it('knows a source by its certificate when its own proxy says so, and when nobody else does', async () => {
    await keys.create('web');
    await administration.getRepository(SourceCertificateEntity).insert({ subject: 'CN=web-1,O=x', sourceName: 'web' });
    const [behindProxy, open] = [await startFrontEnd(), await startFrontEnd({ trustedProxies: '' })];
    const headers = { 'x-client-verify': 'SUCCESS', 'x-client-dn': 'CN=web-1,O=x', 'x-forwarded-for': '203.0.113.7' };
    const send = async (door: RunningFrontEnd) => (await ask(door, '/events', { body: '{}', headers })).status;
    await eventually(async () => (await send(behindProxy)) === 200);
    expect(await send(open)).toBe(401);
  });

  it('lets a source send from its networks only, also when they are narrowed later', async () => {
    const key = await keys.create('web');
    const door = await startFrontEnd();
    await eventuallyAnswers(200, key, door);
    await administration.getRepository(SourceEntity).update({ name: 'web' }, { allowedNetworks: ['2001:db8::/32'] });
    await eventuallyAnswers(403, key, door);
    expect(await answerTo(key, door, { 'x-forwarded-for': '2001:db8::7' })).toBe(200);
    expect(await answerTo(key, door, { 'x-forwarded-for': '2001:db9::7' })).toBe(403);
  });

  it('stores when a key was last used', async () => {
    const key = await keys.create('web');
    const door = await startFrontEnd();
    await eventuallyAnswers(200, key, door);
    await door.app.close();
    const stored = await administration.getRepository(ApiKeyEntity).findOneByOrFail({ id: key.id });
    expect(Date.now() - (stored.lastUsedAt?.getTime() ?? 0)).toBeLessThan(10_000);
  });
});
