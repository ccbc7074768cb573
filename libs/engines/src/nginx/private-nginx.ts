import { closeSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { EngineUnavailable } from '../engine-errors';
import type { PrivateEngine } from '../private-engine';
import { BoundedLog } from '../server/bounded-log';
import { engineEnvironment } from '../server/engine-environment';
import { EngineUser } from '../server/engine-user';
import { connectOnce } from '../server/listens-on';
import { PrivateServer, type Companion } from '../server/private-server';
import { runTool } from '../server/run-tool';
import type { ServerCommand } from '../server/server-process';
import { ACCESS_LOG } from './render-nginx-conf';

export interface NginxOptions {
  readonly enginesDir: string;
  readonly runDir: string;
  /** The configuration's text, such as {@link renderNginxConf} makes; paths in it are relative to `runDir`. */
  readonly conf: string;
  /** A plain HTTP port of that configuration. */
  readonly port: number;
}

/** nginx of our own. It keeps no data. */
export function privateNginx(options: NginxOptions): PrivateEngine {
  return new PrivateServer({
    name: 'nginx',
    url: `http://127.0.0.1:${options.port}`,
    urls: {},
    dataDir: options.runDir,
    runDir: options.runDir,
    stopSignal: 'SIGTERM',
    startLimitMs: 15_000,
    stopLimitMs: 10_000,
    companion: accessLog(options.runDir),
    prepare: (user) => prepare(options, user),
    checkReady: () => connectOnce(options.port),
    // Workers of a master that was killed are ended with it, but the kernel frees their port a moment later.
    mayPass: (log) => log.includes('Address already in use'),
  });
}

/** Bounded as every log is; nginx itself would let it grow. */
function accessLog(runDir: string): Companion {
  const log = new BoundedLog(join(runDir, ACCESS_LOG));
  return {
    ensureRunning: () => {
      closeSync(log.open());
      new EngineUser().ownFile(log.file);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(log.close()),
  };
}

async function prepare({ enginesDir, runDir, conf }: NginxOptions, user: EngineUser): Promise<ServerCommand> {
  const root = join(enginesDir, 'nginx');
  const program = join(root, 'usr/sbin/nginx');
  if (!existsSync(program))
    throw new EngineUnavailable('nginx', `${program} is absent`, 'Fetch it first (./tocsin up --cluster does).');
  mkdirSync(join(runDir, 'tmp'), { recursive: true });
  writeFileSync(join(runDir, 'nginx.conf'), conf);
  user.ownTree(runDir);
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((folder) => join(root, folder));
  const env = engineEnvironment(runDir, { LD_LIBRARY_PATH: libraries.join(':') });
  const launcher = user.launcher('TERM', [program, runDir]);
  const command = [...launcher, program, '-p', `${runDir}/`, '-c', 'nginx.conf', '-e', 'stderr'];
  await runTool([...command, '-t', '-q'], { env, cwd: runDir });
  return { command, cwd: runDir, env };
}
