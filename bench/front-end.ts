import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ApiKeys } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate } from '@tocsin/database';
import {
  allocatePorts,
  ensurePrivateCa,
  privateNginx,
  privatePostgres,
  privateRabbitmq,
  renderNginxConf,
  type PrivateEngine,
} from '@tocsin/engines';

const READY_LIMIT_MS = 30_000;

/** A front end of its own: nginx, ingest and RabbitMQ, with nobody who takes the events out again. */
export interface FrontEnd {
  /** Straight to ingest. */
  readonly ingestUrl: string;
  /** Through nginx, without TLS. */
  readonly nginxUrl: string;
  readonly authorization: string;
  readonly brokerUrl: string;
  /** HTTP interface of the broker. */
  readonly managementUrl: string;
  readonly ingestPid: number;
  readonly nginxPid: number;
  stop(): Promise<void>;
}

/**
 * Starts it in a temporary folder; the engines' programs must have been fetched.
 * @param settings of ingest, by their variables.
 */
export async function startFrontEnd(
  enginesDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<FrontEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const place = (name: string) => ({ enginesDir, dataDir: join(folder, name), runDir: join(folder, 'run', name) });
  const [httpPort, httpsPort, ingestPort] = allocatePorts(3) as [number, number, number];
  const pki = await ensurePrivateCa(join(folder, 'pki'), ['localhost', '127.0.0.1']);
  const conf = renderNginxConf({
    httpPort,
    httpsPort,
    ingest: [`127.0.0.1:${ingestPort}`],
    api: [`127.0.0.1:${ingestPort}`],
    pki,
  });
  const postgres = privatePostgres(place('postgres'));
  const rabbitmq = privateRabbitmq(place('rabbitmq'));
  const nginx = privateNginx({ ...place('nginx'), conf, port: httpPort });
  const engines: readonly PrivateEngine[] = [postgres, rabbitmq, nginx];
  await Promise.all(engines.map((engine) => engine.start()));
  const authorization = await makeKey(postgres.url);
  const ingest = await startIngest({
    ...settings,
    TOCSIN_HTTP_PORT: String(ingestPort),
    TOCSIN_DATABASE_URL: postgres.url,
    TOCSIN_MESSAGING_KIND: 'rabbitmq',
    TOCSIN_MESSAGING_URL: rabbitmq.url,
    TOCSIN_INGEST_SPOOL_FOLDER: join(folder, 'spool'),
    TOCSIN_INGEST_KEY_SNAPSHOT_FILE: join(folder, 'keys.json'),
  });
  return {
    ingestUrl: `http://127.0.0.1:${ingestPort}`,
    nginxUrl: nginx.url,
    authorization,
    brokerUrl: rabbitmq.url,
    managementUrl: rabbitmq.urls['management'] as string,
    ingestPid: ingest.pid as number,
    nginxPid: nginx.pid() as number,
    stop: async () => {
      ingest.kill('SIGTERM');
      await once(ingest, 'exit');
      await Promise.all(engines.map((engine) => engine.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeKey(databaseUrl: string): Promise<string> {
  const dataSource = createDataSource({ url: databaseUrl });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
    const { id, secret } = await new ApiKeys(dataSource, new SystemClock(), new AuditTrail(new SystemClock())).create(
      'bench',
    );
    return `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  } finally {
    await dataSource.destroy();
  }
}

async function startIngest(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const ingest = fork(join(__dirname, '../apps/ingest/src/main.js'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...settings },
  });
  await once(ingest, 'message', { signal: AbortSignal.timeout(READY_LIMIT_MS) });
  return ingest;
}
