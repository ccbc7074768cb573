import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { EngineUnavailable } from '../engine-errors';
import { elasticsearchHome } from '../fetch/elasticsearch-package';
import { findJava } from '../fetch/find-java';
import { allocatePorts } from '../ports';
import type { PrivateEngine, PrivateEngineOptions } from '../private-engine';
import { engineEnvironment } from '../server/engine-environment';
import type { EngineUser } from '../server/engine-user';
import { checkHttp } from '../server/http-check';
import { keptSecret } from '../server/kept-secret';
import { PrivateServer } from '../server/private-server';
import type { ServerCommand } from '../server/server-process';
import {
  configFolder,
  pidFile,
  scratchFolder,
  writeElasticsearchFiles,
  type ElasticsearchNode,
} from './elasticsearch-files';

const USER = 'tocsin';

export interface ElasticsearchOptions extends PrivateEngineOptions {
  /** Java heap; 1024 when absent, 512 is enough for tests. The process takes some 300 MB more. */
  readonly heapMb?: number;
}

/** Elasticsearch of our own, one node with one account. */
export function privateElasticsearch(options: ElasticsearchOptions): PrivateEngine {
  const node = describeNode(options);
  const url = `http://${node.user}:${node.password}@127.0.0.1:${node.httpPort}`;
  return new PrivateServer({
    name: 'elasticsearch',
    url,
    urls: {},
    dataDir: node.dataDir,
    runDir: node.runDir,
    stopSignal: 'SIGTERM',
    startLimitMs: 120_000,
    stopLimitMs: 60_000,
    prepare: (user) => Promise.resolve(prepare(node, user)),
    checkReady: () => checkHttp(`${url}/_cluster/health?wait_for_status=yellow&timeout=4s`),
    serverPid: () => serverPid(node),
    // The node that was killed may hold its lock for a moment.
    mayPass: (log) => log.includes('failed to obtain node lock'),
  });
}

function describeNode(options: ElasticsearchOptions): ElasticsearchNode {
  const [http, transportPort] = allocatePorts(2) as [number, number];
  return {
    home: elasticsearchHome(options.enginesDir),
    dataDir: options.dataDir,
    runDir: options.runDir,
    httpPort: options.port ?? http,
    transportPort,
    heapMb: options.heapMb ?? 1024,
    user: USER,
    password: keptSecret(join(options.dataDir, 'elasticsearch.password')),
  };
}

function prepare(node: ElasticsearchNode, user: EngineUser): ServerCommand {
  const program = join(node.home, 'bin', 'elasticsearch');
  if (!existsSync(program))
    throw new EngineUnavailable(
      'elasticsearch',
      `${program} is absent`,
      'Fetch it first (./tocsin up --cluster does).',
    );
  const java = findJava();
  writeElasticsearchFiles(node);
  user.ownTree(node.runDir);
  for (const folder of ['data', 'snapshots']) user.ownFolder(join(node.dataDir, folder));
  const launcher = user.launcher('TERM', [program, join(java, 'bin', 'java'), node.dataDir, node.runDir]);
  return {
    command: [...launcher, program, '-p', pidFile(node)],
    cwd: node.runDir,
    env: engineEnvironment(node.runDir, {
      ES_JAVA_HOME: java,
      ES_PATH_CONF: configFolder(node),
      ES_TMPDIR: scratchFolder(node),
    }),
  };
}

/** The server is a child of a small launcher. */
function serverPid(node: ElasticsearchNode): number | undefined {
  const file = pidFile(node);
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return text === '' ? undefined : Number(text);
}
