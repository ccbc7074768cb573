import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one node needs to know; ports are on 127.0.0.1. */
export interface RabbitmqNode {
  readonly dataDir: string;
  readonly runDir: string;
  readonly ports: {
    readonly amqp: number;
    readonly management: number;
    readonly stream: number;
    readonly distribution: number;
    readonly names: number;
  };
  readonly user: string;
  readonly password: string;
  readonly memoryLimitMb: number;
}

const SALT_BYTES = 4;

/** Writes the node's configuration; a user named here is made or changed at every start, `guest` never. */
export function writeRabbitmqFiles(node: RabbitmqNode): void {
  const definitions = join(node.runDir, 'definitions.json');
  mkdirSync(join(node.dataDir, 'mnesia'), { recursive: true });
  // A node that was killed leaves it, and the next start would be taken for the old one.
  rmSync(join(node.runDir, 'rabbitmq.pid'), { force: true });
  const secret = { mode: 0o600 };
  writeFileSync(definitions, JSON.stringify(accounts(node), null, 2), secret);
  writeFileSync(join(node.runDir, 'enabled_plugins'), '[rabbitmq_management,rabbitmq_stream].\n');
  writeFileSync(join(node.runDir, 'rabbitmq.conf'), configuration(node, definitions));
}

function configuration({ ports, memoryLimitMb }: RabbitmqNode, definitions: string): string {
  const lines = {
    'listeners.tcp.1': `127.0.0.1:${ports.amqp}`,
    'management.tcp.ip': '127.0.0.1',
    'management.tcp.port': ports.management,
    'stream.listeners.tcp.1': `127.0.0.1:${ports.stream}`,
    'log.file': false,
    'log.console': true,
    'log.console.level': 'warning',
    'disk_free_limit.absolute': '1GB',
    'vm_memory_high_watermark.absolute': `${memoryLimitMb}MB`,
    load_definitions: definitions,
  };
  return Object.entries(lines)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}

function accounts({ user, password }: RabbitmqNode): object {
  const everything = { configure: '.*', write: '.*', read: '.*' };
  return {
    users: [
      {
        name: user,
        password_hash: passwordHash(password),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: 'administrator',
      },
    ],
    vhosts: [{ name: '/' }],
    permissions: [{ user, vhost: '/', ...everything }],
  };
}

/** RabbitMQ's own form: salt, then SHA-256 of salt and password. */
function passwordHash(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const digest = createHash('sha256').update(salt).update(password).digest();
  return Buffer.concat([salt, digest]).toString('base64');
}
