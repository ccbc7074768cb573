import { join } from 'node:path';

import { privatePostgres } from '@tocsin/engines';

import { appEntry, enginesFolder } from '../project';
import { embeddedEnvironment } from '../topology';
import { buildConsole } from './console-build';
import { chooseHttpPort } from './http-port';
import { SupervisedApp } from './supervised-app';
import { SupervisedEngine } from './supervised-engine';
import type { StartContext, Started } from './size';
import { waitUntilReady } from './wait-until-ready';

const READY_LIMIT_MS = 60_000;

/** One process and a private PostgreSQL that holds relational data, events and queues. */
export async function startEmbedded({ options, folder, system, onStart }: StartContext): Promise<Started> {
  const port = await chooseHttpPort(options.port);
  const postgres = privatePostgres({
    enginesDir: enginesFolder,
    dataDir: join(folder.path, 'postgres'),
    runDir: join(folder.runFolder, 'postgres'),
  });
  await system.start(new SupervisedEngine(postgres, onStart));
  buildConsole();
  await system.start(
    new SupervisedApp({
      name: 'standalone',
      entry: appEntry('standalone'),
      logFile: join(folder.runFolder, 'standalone.log'),
      env: {
        TOCSIN_HTTP_PORT: String(port),
        TOCSIN_INGEST_SPOOL_FOLDER: join(folder.path, 'spool'),
        TOCSIN_INGEST_KEY_SNAPSHOT_FILE: folder.keySnapshotFile,
        TOCSIN_ACCESS_SECRET_KEY: folder.secretKey,
        ...embeddedEnvironment(postgres.url),
      },
      onStart,
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url, READY_LIMIT_MS);
  return {
    size: 'embedded',
    consoleUrl: url,
    ingestUrl: url,
    databaseUrl: postgres.url,
    engines: { postgres: postgres.url },
  };
}
