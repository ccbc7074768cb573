import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { ApiKeys } from '@tocsin/access-control';
import { AuditTrail } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate } from '@tocsin/database';
import { allocatePorts } from '@tocsin/engines';
import { RUN_TYPESCRIPT } from '@tocsin/testing';

const START_LIMIT_MS = 60_000;

export interface IngestSettings {
  readonly databaseUrl: string;
  readonly brokerUrl: string;
  readonly spoolFolder: string;
}

/** Ingest in a process of its own, so that it can be killed as processes are. */
export class IngestProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(settings: IngestSettings): Promise<IngestProcess> {
    const [port = 0] = allocatePorts(1);
    const child = forkIngest(settings, port, 'inherit');
    await once(child, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) });
    return new IngestProcess(child, `http://127.0.0.1:${port}`);
  }

  /** What a process says that cannot start. */
  static async failure(settings: IngestSettings): Promise<string> {
    const [port = 0] = allocatePorts(1);
    const child = forkIngest(settings, port, 'pipe');
    const said = child.stderr?.setEncoding('utf8').toArray();
    const [code] = (await once(child, 'exit', { signal: AbortSignal.timeout(START_LIMIT_MS) })) as [number];
    return `${code}: ${((await said) ?? []).join('')}`;
  }

  /** Ends it and waits until it is gone. @returns milliseconds that took. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return 0;
    const started = performance.now();
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
    return performance.now() - started;
  }
}

function forkIngest({ databaseUrl, brokerUrl, spoolFolder }: IngestSettings, port: number, stderr: 'inherit' | 'pipe') {
  return fork(require.resolve('../main'), [], {
    execArgv: [...RUN_TYPESCRIPT],
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: 'warn',
      TOCSIN_HTTP_PORT: String(port),
      TOCSIN_DATABASE_URL: databaseUrl,
      TOCSIN_MESSAGING_KIND: 'rabbitmq',
      TOCSIN_MESSAGING_URL: brokerUrl,
      TOCSIN_INGEST_SPOOL_FOLDER: spoolFolder,
    },
  });
}

/** Makes the tables, and a key of a source; its `Authorization` header. */
export async function newSourceKey(databaseUrl: string, source: string): Promise<{ authorization: string }> {
  const dataSource = createDataSource({ url: databaseUrl });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
    const { id, secret } = await new ApiKeys(dataSource, new SystemClock(), new AuditTrail(new SystemClock())).create(
      source,
    );
    return { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  } finally {
    await dataSource.destroy();
  }
}
