import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from 'pg';

import { postgresHome } from '../fetch/postgres-home';
import { allocatePorts } from '../ports';
import type { PrivateEngine, PrivateEngineOptions } from '../private-engine';
import { engineEnvironment } from '../server/engine-environment';
import type { EngineUser } from '../server/engine-user';
import { keptSecret } from '../server/kept-secret';
import { PrivateServer, type EngineRecipe } from '../server/private-server';
import { runTool } from '../server/run-tool';
import type { ServerCommand } from '../server/server-process';

const NAME = 'tocsin';
const CONNECT_TIMEOUT_MS = 5_000;

export interface PostgresOptions extends PrivateEngineOptions {
  readonly maxConnections?: number;
  readonly sharedBuffersMb?: number;
}

/** PostgreSQL of our own; `url` is that of an owner's account on a database `tocsin`. */
export function privatePostgres(options: PostgresOptions): PrivateEngine {
  const port = options.port ?? allocatePorts(1)[0];
  const passwordFile = join(options.dataDir, 'postgres.password');
  const url = `postgres://${NAME}:${keptSecret(passwordFile)}@127.0.0.1:${port}/${NAME}`;
  const cluster = join(options.dataDir, 'cluster');
  const recipe: EngineRecipe = {
    name: 'postgres',
    url,
    urls: {},
    dataDir: options.dataDir,
    runDir: options.runDir,
    // "Fast": ends sessions, then flushes; the usual SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    startLimitMs: 60_000,
    stopLimitMs: 30_000,
    prepare: async (user) => {
      const bin = join(postgresHome(), 'bin');
      const launcher = user.launcher('INT', [join(bin, 'postgres'), options.dataDir, options.runDir]);
      const env = engineEnvironment(options.runDir);
      if (!existsSync(cluster)) await makeCluster({ launcher, bin, cluster, passwordFile, env, user });
      return serverCommand([...launcher, join(bin, 'postgres')], cluster, { ...options, env, port: Number(port) });
    },
    checkReady: () => ensureDatabase(url),
    // The children of a killed server hold its shared memory for a moment.
    mayPass: (log) => /lock file "postmaster\.pid" already exists|pre-existing shared memory block/.test(log),
  };
  return new PrivateServer(recipe);
}

interface ClusterPlan {
  readonly launcher: readonly string[];
  readonly bin: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: EngineUser;
}

/** Made beside its place and then moved there, so that a broken-off start leaves no half-made cluster. */
async function makeCluster({ launcher, bin, cluster, passwordFile, env, user }: ClusterPlan): Promise<void> {
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  user.ownFile(passwordFile);
  const encoding = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--auth=scram-sha-256', `--username=${NAME}`, `--pwfile=${passwordFile}`];
  await runTool([...launcher, join(bin, 'initdb'), `--pgdata=${unfinished}`, ...access, ...encoding], {
    env,
    cwd: '/',
  });
  renameSync(unfinished, cluster);
}

function serverCommand(
  program: readonly string[],
  cluster: string,
  options: PostgresOptions & { env: Readonly<Record<string, string>>; port: number },
): ServerCommand {
  const settings = {
    port: options.port,
    listen_addresses: '127.0.0.1',
    // The path of a socket may not exceed 107 characters, which a deep folder does.
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 200,
    shared_buffers: `${options.sharedBuffersMb ?? 256}MB`,
    // Detail lines of errors carry the values of rows.
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return { command: [...program, '-D', cluster, ...flags], cwd: options.runDir, env: options.env };
}

/** Throws while the server does not serve; else makes the database unless it is there. */
async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new Client({ connectionString: maintenance.href, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // The failure of a connection is told by the promise too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
}
