import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  allocatePorts,
  ensureEngines,
  ensurePrivateCa,
  freePort,
  privateElasticsearch,
  privateNginx,
  privatePostgres,
  privateRabbitmq,
  renderNginxConf,
  type EngineName,
  type PrivateEngine,
} from '@tocsin/engines';

import { progress } from '../progress';
import { appEntry, enginesFolder } from '../project';
import { CLUSTER_APPS, clusterEnvironment, type ClusterApp, type EngineUrls } from '../topology';
import { buildConsole } from './console-build';
import { chooseHttpPort } from './http-port';
import { SupervisedApp } from './supervised-app';
import { SupervisedEngine } from './supervised-engine';
import type { StartContext, Started, UpOptions } from './size';
import { waitUntilReady } from './wait-until-ready';

const READY_LIMIT_MS = 120_000;

interface Engines {
  readonly urls: EngineUrls;
  readonly own: readonly PrivateEngine[];
}

/** One process per app on RabbitMQ, Elasticsearch and PostgreSQL, behind nginx with TLS by a CA of our own. */
export async function startCluster(context: StartContext): Promise<Started> {
  const { options, folder, system, onStart } = context;
  await ensureEngines(neededEngines(options), { enginesDir: enginesFolder, report: progress });
  const httpPort = await chooseHttpPort(options.port);
  const engines = chooseEngines(context);
  await system.startTogether(engines.own.map((engine) => new SupervisedEngine(engine, onStart)));
  buildConsole();
  const ports = await startApps(context, engines.urls);
  const pki = await ensurePrivateCa(join(folder.path, 'pki'), ['localhost', '127.0.0.1']);
  const httpsPort = freePort();
  const nginx = privateNginx({
    enginesDir: enginesFolder,
    runDir: join(folder.runFolder, 'nginx'),
    conf: renderNginxConf({
      httpPort,
      httpsPort,
      ingest: [`127.0.0.1:${ports.ingest}`],
      api: [`127.0.0.1:${ports.api}`],
      pki: { ...pki, clientCaFile: pki.caFile },
    }),
    port: httpPort,
  });
  await system.start(new SupervisedEngine(nginx, onStart));
  return {
    size: 'cluster',
    consoleUrl: `http://127.0.0.1:${httpPort}`,
    ingestUrl: `https://localhost:${httpsPort}`,
    caFile: pki.caFile,
    databaseUrl: engines.urls.postgres,
    engines: { ...engines.urls },
    apps: Object.fromEntries(Object.entries(ports).map(([app, port]) => [app, `http://127.0.0.1:${port}`])),
  };
}

function neededEngines(options: UpOptions): EngineName[] {
  const needed: EngineName[] = ['nginx'];
  if (options.rabbitmqUrl === undefined) needed.push('rabbitmq');
  if (options.elasticsearchUrl === undefined) needed.push('elasticsearch');
  return needed;
}

function chooseEngines({ options, folder }: StartContext): Engines {
  const own: PrivateEngine[] = [];
  const choose = (
    url: string | undefined,
    name: string,
    make: (at: { enginesDir: string; dataDir: string; runDir: string }) => PrivateEngine,
  ): string => {
    if (url !== undefined) return url;
    const engine = make({
      enginesDir: enginesFolder,
      dataDir: join(folder.path, name),
      runDir: join(folder.runFolder, name),
    });
    own.push(engine);
    return engine.url;
  };
  const urls = {
    postgres: choose(options.postgresUrl, 'postgres', privatePostgres),
    rabbitmq: choose(options.rabbitmqUrl, 'rabbitmq', privateRabbitmq),
    elasticsearch: choose(options.elasticsearchUrl, 'elasticsearch', privateElasticsearch),
  };
  return { urls, own };
}

async function startApps(
  { folder, system, onStart }: StartContext,
  urls: Engines['urls'],
): Promise<Record<ClusterApp, number>> {
  mkdirSync(folder.runFolder, { recursive: true });
  const numbers = allocatePorts(CLUSTER_APPS.length);
  const ports = Object.fromEntries(CLUSTER_APPS.map((app, index) => [app, numbers[index]])) as Record<
    ClusterApp,
    number
  >;
  const shared = {
    ...clusterEnvironment(urls),
    TOCSIN_INGEST_SPOOL_FOLDER: join(folder.path, 'spool'),
    TOCSIN_INGEST_KEY_SNAPSHOT_FILE: folder.keySnapshotFile,
  };
  const ofApi = { TOCSIN_ACCESS_SECRET_KEY: folder.secretKey };
  const apps = CLUSTER_APPS.map(
    (name) =>
      new SupervisedApp({
        name,
        entry: appEntry(name),
        logFile: join(folder.runFolder, `${name}.log`),
        env: { ...shared, ...(name === 'api' && ofApi), TOCSIN_HTTP_PORT: String(ports[name]) },
        onStart,
      }),
  );
  await system.startTogether(apps);
  await Promise.all(CLUSTER_APPS.map((name) => waitUntilReady(`http://127.0.0.1:${ports[name]}`, READY_LIMIT_MS)));
  return ports;
}
