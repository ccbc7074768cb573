import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Where a pipeline process finds its engines. */
export interface PipelineEngines {
  readonly database: string;
  readonly messaging: { readonly kind: 'rabbitmq' | 'postgres'; readonly url: string };
  readonly store: { readonly kind: 'elasticsearch' | 'postgres'; readonly url: string; readonly indexPrefix?: string };
  readonly rulesFolder: string;
}

/** Starts the real application as a process of its own, so that it can die as processes die. */
export async function startPipelineProcess(engines: PipelineEngines): Promise<ChildProcess> {
  const env = {
    ...process.env,
    TOCSIN_DATABASE_URL: engines.database,
    TOCSIN_HTTP_PORT: String(await freePort()),
    TOCSIN_MESSAGING_KIND: engines.messaging.kind,
    TOCSIN_MESSAGING_URL: engines.messaging.url,
    TOCSIN_PIPELINE_PREFETCH: '4',
    TOCSIN_PIPELINE_RULES_FOLDER: engines.rulesFolder,
    TOCSIN_STORE_KIND: engines.store.kind,
    TOCSIN_STORE_URL: engines.store.url,
    TOCSIN_STORE_INDEX_PREFIX: engines.store.indexPrefix ?? 'tocsin-',
  };
  return fork(require.resolve('../main'), [], {
    env,
    execArgv: ['-r', require.resolve('../../../../libs/messaging/testing/typescript-hook.cjs')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
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
