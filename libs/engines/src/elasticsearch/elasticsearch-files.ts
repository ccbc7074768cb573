import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one node needs to know; ports are on 127.0.0.1. */
export interface ElasticsearchNode {
  readonly home: string;
  readonly dataDir: string;
  readonly runDir: string;
  readonly httpPort: number;
  readonly transportPort: number;
  readonly heapMb: number;
  readonly user: string;
  readonly password: string;
}

/** Where the node's configuration is written to. */
export const configFolder = (node: ElasticsearchNode): string => join(node.runDir, 'config');
export const scratchFolder = (node: ElasticsearchNode): string => join(node.runDir, 'tmp');
export const pidFile = (node: ElasticsearchNode): string => join(node.runDir, 'elasticsearch.pid');

/** Writes the node's configuration from the shipped one. */
export function writeElasticsearchFiles(node: ElasticsearchNode): void {
  const config = configFolder(node);
  const folders = [config, join(config, 'jvm.options.d'), scratchFolder(node), join(node.runDir, 'logs')];
  for (const folder of [...folders, join(node.dataDir, 'data'), join(node.dataDir, 'snapshots')])
    mkdirSync(folder, { recursive: true });
  cpSync(join(node.home, 'config'), config, { recursive: true });
  rmSync(pidFile(node), { force: true });
  writeFileSync(join(config, 'elasticsearch.yml'), settings(node));
  writeFileSync(join(config, 'jvm.options.d', 'private.options'), jvmOptions(node.heapMb));
  writeFileSync(join(config, 'log4j2.properties'), LOGGING);
  writeFileSync(join(config, 'users'), `${node.user}:${passwordHash(node.password)}\n`, { mode: 0o600 });
  writeFileSync(join(config, 'users_roles'), `superuser:${node.user}\n`);
}

function settings(node: ElasticsearchNode): string {
  const lines: Record<string, string | number | boolean | readonly string[]> = {
    'cluster.name': 'tocsin',
    'node.name': 'tocsin-1',
    'path.data': join(node.dataDir, 'data'),
    'path.logs': join(node.runDir, 'logs'),
    'path.repo': [join(node.dataDir, 'snapshots')],
    'network.host': '127.0.0.1',
    'http.port': node.httpPort,
    'transport.port': node.transportPort,
    'discovery.type': 'single-node',
    'xpack.ml.enabled': false,
    'xpack.security.enabled': true,
    'xpack.security.http.ssl.enabled': false,
    'xpack.security.transport.ssl.enabled': false,
    // One account, from a file: no account with a name everybody knows.
    'xpack.security.authc.reserved_realm.enabled': false,
    'xpack.security.authc.realms.native.native1.enabled': false,
    'xpack.security.authc.realms.file.file1.order': 0,
    // By default a share of the disk, which stops a node on a large disk that is mostly full.
    'cluster.routing.allocation.disk.watermark.low': '3gb',
    'cluster.routing.allocation.disk.watermark.high': '2gb',
    'cluster.routing.allocation.disk.watermark.flood_stage': '1gb',
  };
  // JSON is YAML, and its strings may hold blanks.
  return Object.entries(lines)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function jvmOptions(heapMb: number): string {
  return [
    `-Xms${heapMb}m`,
    `-Xmx${heapMb}m`,
    // Neither garbage collection logs nor heap dumps, which grow without bound.
    '-Xlog:disable',
    '-Xlog:all=warning:stderr',
    '-XX:-HeapDumpOnOutOfMemoryError',
    // Wants an index this build has no analyzer for.
    '-Des.queryable_built_in_roles_enabled=false',
    '',
  ].join('\n');
}

/** To standard output only, which the caller bounds. */
const LOGGING = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}]%marker %m%consoleException%n
# started, stopping, stopped
logger.node.name = org.elasticsearch.node.Node
logger.node.level = info
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;

const SALT_BYTES = 32;
const HASH_BYTES = 32;
const ROUNDS = 10_000;

/** One of the forms Elasticsearch reads in its file of users. */
function passwordHash(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const hash = pbkdf2Sync(password, salt, ROUNDS, HASH_BYTES, 'sha512');
  return `{PBKDF2}${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}
