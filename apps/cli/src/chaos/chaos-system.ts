import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDataSource } from '@tocsin/database';

import { withAccess } from '../access';
import { startCluster } from '../up/cluster';
import { DataFolder } from '../up/data-folder';
import { RunningSystem } from '../up/running-system';
import type { Started } from '../up/size';
import type { PartName } from './kill-plan';
import type { Target } from './numbered-client';
import type { KillableSystem } from './part-killer';

const PROBE_LIMIT_MS = 2_000;

/** A system of the cluster size on a folder of its own, with a key to send by. */
export class ChaosSystem implements KillableSystem {
  private constructor(
    private readonly folder: string,
    private readonly system: RunningSystem,
    readonly started: Started,
    readonly target: Target,
  ) {}

  static async start(source: string): Promise<ChaosSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-chaos-'));
    const data = new DataFolder(join(folder, 'data'));
    const system = new RunningSystem();
    try {
      data.lock();
      const options = { cluster: true, data: data.path, port: 0, demo: false, reset: false, yes: false };
      const started = await startCluster({ options, folder: data, system, onStart: () => undefined });
      return new ChaosSystem(folder, system, started, await targetOf(started, source));
    } catch (error) {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  processes(): Readonly<Record<string, number>> {
    return this.system.processes;
  }

  async isWorking(part: PartName): Promise<boolean> {
    const { engines, apps = {} } = this.started;
    try {
      if (part === 'postgres') return await answersSql(engines['postgres'] ?? '');
      if (part === 'rabbitmq') return await opensPort(engines['rabbitmq'] ?? '');
      if (part === 'elasticsearch') return await isGreenEnough(engines['elasticsearch'] ?? '');
      if (part === 'nginx') return await this.answersTls();
      return (await probe(`${apps[part] ?? ''}/readyz`)).ok;
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    await this.system.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answersTls(): Promise<boolean> {
    const { url, ca } = this.target;
    return new Promise((resolve) => {
      const asked = request(`${url}/status`, { ca, signal: AbortSignal.timeout(PROBE_LIMIT_MS) }, (answer) => {
        answer.resume();
        resolve(true);
      });
      asked.once('error', () => resolve(false));
      asked.end();
    });
  }
}

async function targetOf(started: Started, source: string): Promise<Target> {
  const key = await withAccess(started.databaseUrl, ({ keys }) =>
    keys.create(source, { description: 'made by tocsin chaos' }),
  );
  const authorization = `ApiKey ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`;
  return { url: started.ingestUrl, ca: readFileSync(started.caFile ?? ''), authorization };
}

function probe(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
}

async function answersSql(url: string): Promise<boolean> {
  const dataSource = createDataSource({ url });
  try {
    await dataSource.initialize();
    await dataSource.query('SELECT 1');
    return true;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

async function isGreenEnough(url: string): Promise<boolean> {
  const { username, password, origin } = new URL(url);
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const headers = username === '' ? {} : { authorization };
  const answer = await fetch(`${origin}/_cluster/health?wait_for_status=yellow&timeout=1s`, {
    headers,
    signal: AbortSignal.timeout(PROBE_LIMIT_MS),
  });
  return answer.status === 200;
}

/** The broker opens its port when it has recovered its queues. */
function opensPort(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: PROBE_LIMIT_MS });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
