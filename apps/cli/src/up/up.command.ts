import { resolve } from 'node:path';

import { InvalidArgumentError, type Command } from 'commander';

import { usualDataFolder } from '../project';
import type { UpOptions } from './size';
import { up } from './up';

/** Adds `tocsin up`. */
export function addUpCommand(program: Command): Command {
  return program
    .command('up')
    .description('Start Tocsin and stay in the foreground; Ctrl-C stops everything.')
    .option('--cluster', 'separate processes on private RabbitMQ, Elasticsearch, PostgreSQL and nginx', false)
    .option('--data <folder>', 'folder for all data', (folder) => resolve(folder), usualDataFolder)
    .option('--port <number>', 'port of the console (0: any free one)', parsePort)
    .option('--demo', 'stream realistic events with attacks in them', false)
    .option('--reset', 'delete all data first; asks before it does', false)
    .option('--yes', 'with --reset: do not ask', false)
    .option('--postgres-url <url>', 'with --cluster: use this PostgreSQL instead of a private one')
    .option('--rabbitmq-url <url>', 'with --cluster: use this RabbitMQ instead of a private one')
    .option('--elasticsearch-url <url>', 'with --cluster: use this Elasticsearch instead of a private one')
    .addHelpText(
      'after',
      '\nSizes:\n  embedded (default)  one process and a private PostgreSQL\n  --cluster           nginx, RabbitMQ, Elasticsearch, PostgreSQL, and one process per app',
    )
    .action((options: UpOptions) => up(options));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
