import { join } from 'node:path';

import { allocatePorts } from '../ports';
import type { PrivateEngine, PrivateEngineOptions } from '../private-engine';
import type { EngineUser } from '../server/engine-user';
import { checkHttp } from '../server/http-check';
import { keptSecret } from '../server/kept-secret';
import { PrivateServer } from '../server/private-server';
import type { ServerCommand } from '../server/server-process';
import { NameService } from './name-service';
import { writeRabbitmqFiles, type RabbitmqNode } from './rabbitmq-files';
import { erlangEnvironment, rabbitmqHome } from './rabbitmq-home';

const USER = 'tocsin';

export interface RabbitmqOptions extends PrivateEngineOptions {
  /** Above it publishers are held back; 1024 when absent. */
  readonly memoryLimitMb?: number;
}

/** RabbitMQ of our own, one node; `urls.management` is its HTTP interface, `urls.stream` its stream protocol. */
export function privateRabbitmq(options: RabbitmqOptions): PrivateEngine {
  const node = describeNode(options);
  const { ports, password } = node;
  const at = (scheme: string, port: number) => `${scheme}://${USER}:${password}@127.0.0.1:${port}`;
  const management = at('http', ports.management);
  const { enginesDir, dataDir, runDir } = options;
  // Told by the first start; the name service is started right after it.
  let launcher: readonly string[] = [];
  return new PrivateServer({
    name: 'rabbitmq',
    url: at('amqp', ports.amqp),
    urls: { management, stream: at('rabbitmq-stream', ports.stream) },
    dataDir,
    runDir,
    stopSignal: 'SIGTERM',
    startLimitMs: 90_000,
    stopLimitMs: 30_000,
    companion: new NameService(runDir, ports.names, () => {
      const home = rabbitmqHome(enginesDir);
      const program = [join(home.emulator, 'epmd'), '-port', String(ports.names), '-address', '127.0.0.1'];
      return { command: [...launcher, ...program], cwd: runDir, env: erlangEnvironment(home, runDir) };
    }),
    prepare: (user: EngineUser) => {
      launcher = user.launcher('TERM', [join(rabbitmqHome(enginesDir).emulator, 'erlexec'), dataDir, runDir]);
      writeRabbitmqFiles(node);
      user.ownTree(dataDir);
      user.ownTree(runDir);
      return Promise.resolve(serverCommand(launcher, node, enginesDir));
    },
    checkReady: async () => {
      // Both: the node answers before its queues are back.
      await checkHttp(`${management}/api/health/checks/virtual-hosts`);
      await checkHttp(`${management}/api/health/checks/port-listener/${ports.amqp}`);
    },
  });
}

function describeNode(options: RabbitmqOptions): RabbitmqNode {
  const [amqp, management, stream, distribution, names] = allocatePorts(5) as [number, number, number, number, number];
  return {
    dataDir: options.dataDir,
    runDir: options.runDir,
    ports: { amqp: options.port ?? amqp, management, stream, distribution, names },
    user: USER,
    password: keptSecret(join(options.dataDir, 'rabbitmq.password')),
    memoryLimitMb: options.memoryLimitMb ?? 1024,
  };
}

/** What RabbitMQ's start script does, without the script, which stumbles over blanks in paths. */
function serverCommand(launcher: readonly string[], node: RabbitmqNode, enginesDir: string): ServerCommand {
  const home = rabbitmqHome(enginesDir);
  const { runDir, dataDir, ports } = node;
  return {
    command: [...launcher, join(home.emulator, 'erlexec'), ...EMULATOR_FLAGS, ...NODE_FLAGS],
    cwd: runDir,
    env: {
      ...erlangEnvironment(home, runDir),
      ERL_LIBS: home.plugins,
      ERL_EPMD_PORT: String(ports.names),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_MAX_ETS_TABLES: '50000',
      ERL_CRASH_DUMP_SECONDS: '0',
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_NODENAME: 'tocsin@localhost',
      RABBITMQ_CONFIG_FILE: join(runDir, 'rabbitmq'),
      RABBITMQ_ADVANCED_CONFIG_FILE: join(runDir, 'advanced.config'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(runDir, 'enabled_plugins'),
      RABBITMQ_MNESIA_BASE: join(dataDir, 'mnesia'),
      RABBITMQ_LOG_BASE: runDir,
      RABBITMQ_PID_FILE: join(runDir, 'rabbitmq.pid'),
      RABBITMQ_DIST_PORT: String(ports.distribution),
    },
  };
}

/** The start script's own: allocators for messages, room for many processes, no spinning while idle. */
const EMULATOR_FLAGS =
  '+W w +MBas ageffcbf +MHas ageffcbf +MBlmbcs 512 +MHlmbcs 512 +MMmcs 30 +P 1048576 +t 5000000 +stbt db +zdbbl 128000 +sbwt none +sbwtdcpu none +sbwtdio none +B i'.split(
    ' ',
  );

const NODE_FLAGS = [
  ...['-noinput', '-s', 'rabbit', 'boot', '-boot', 'start_sasl', '-start_epmd', 'false'],
  ...['-kernel', 'inet_dist_use_interface', '{127,0,0,1}', '-kernel', 'prevent_overlapping_partitions', 'false'],
  ...['-syslog', 'logger', '[]', '-syslog', 'syslog_error_logger', 'false'],
];
