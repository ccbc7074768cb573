import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { bringInRules } from '@tocsin/rules/testing';
import { RUN_TYPESCRIPT } from '@tocsin/testing';

/** Where a pipeline process finds its engines. */
export interface PipelineEngines {
  readonly database: string;
  readonly messaging: { readonly kind: 'rabbitmq' | 'postgres'; readonly url: string };
  readonly store: { readonly kind: 'elasticsearch' | 'postgres'; readonly url: string; readonly indexPrefix?: string };
  readonly rulesFolder: string;
  /** Of front ends. */
  readonly brokers?: readonly string[];
}

/** What a pipeline process is told. */
export function pipelineEnvironment(engines: PipelineEngines): Record<string, string> {
  return {
    TOCSIN_DATABASE_URL: engines.database,
    TOCSIN_MESSAGING_KIND: engines.messaging.kind,
    TOCSIN_MESSAGING_URL: engines.messaging.url,
    TOCSIN_PIPELINE_BROKERS: (engines.brokers ?? []).join(','),
    TOCSIN_PIPELINE_PREFETCH: '4',
    TOCSIN_STORE_KIND: engines.store.kind,
    TOCSIN_STORE_URL: engines.store.url,
    TOCSIN_STORE_INDEX_PREFIX: engines.store.indexPrefix ?? 'tocsin-',
  };
}

/** How a process is to be run. */
export interface RunOptions {
  readonly execArgv?: readonly string[];
  /** On top of what it is told. */
  readonly env?: Readonly<Record<string, string>>;
  /** The process will run out of memory, and jest takes whoever says so on its own error output for a worker of its that did. */
  readonly isToRunOutOfMemory?: boolean;
}

/** Starts the real application as a process of its own, so that it can die as processes die. */
export async function startPipelineProcess(engines: PipelineEngines, options?: RunOptions): Promise<ChildProcess> {
  return (await startPipeline(engines, options)).process;
}

/** The same, with its address. */
export async function startPipeline(engines: PipelineEngines, options?: RunOptions): Promise<AppProcess> {
  await bringInRules(engines.database, engines.rulesFolder);
  return startAppProcess('pipeline', pipelineEnvironment(engines), options);
}

export interface AppProcess {
  readonly process: ChildProcess;
  readonly url: string;
}

/** Another app can only be met as in production: as a process. */
export async function startAppProcess(
  app: 'pipeline' | 'ingest',
  env: Record<string, string>,
  { execArgv = [], env: more = {}, isToRunOutOfMemory = false }: RunOptions = {},
): Promise<AppProcess> {
  const port = String(await freePort());
  const child = fork(join(__dirname, `../../../${app}/src/main.ts`), [], {
    env: { ...process.env, ...env, ...more, TOCSIN_HTTP_PORT: port },
    execArgv: [...RUN_TYPESCRIPT, ...execArgv],
    stdio: ['ignore', 'ignore', isToRunOutOfMemory ? 'ignore' : 'inherit', 'ipc'],
  });
  return { process: child, url: `http://127.0.0.1:${port}` };
}

/** Kills a process, or tells it to stop, and waits until it is gone. */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
