import { resolve } from 'node:path';

import { KeyNotFound } from '@tocsin/access-control';
import { InvalidArgumentError, type Command } from 'commander';

import { findDatabase, withAccess } from '../access';
import { CommandFailure } from '../exit-codes';
import { usualDataFolder } from '../project';

const DAY_MS = 86_400_000;
const SOURCE_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

interface KeyOptions {
  readonly data: string;
  readonly description: string;
  readonly days?: number;
}

/** Adds `tocsin keys create|list|revoke`. */
export function addKeysCommand(program: Command): Command {
  const keys = program
    .command('keys')
    .description('Keys with which shippers send; each belongs to a source and can do nothing else.');
  const withData = (command: Command): Command =>
    command.option(
      '--data <folder>',
      'data folder of the running Tocsin',
      (folder) => resolve(folder),
      usualDataFolder,
    );
  withData(keys.command('create'))
    .argument('<source>', 'who sends, such as web-servers', parseSource)
    .option('--description <text>', 'what the key is for', '')
    .option('--days <number>', 'days until it ends (default: never)', parseDays)
    .description('Make a key, and its source when it is new. The secret is shown once.')
    .action(createKeyCommand);
  withData(keys.command('list')).argument('[source]').description('Show keys, newest first.').action(listKeys);
  withData(keys.command('revoke'))
    .argument('<id>')
    .description('End a key; it stops working everywhere within 5 s.')
    .action(revokeKey);
  return keys;
}

function parseSource(name: string): string {
  if (!SOURCE_NAME.test(name))
    throw new InvalidArgumentError('A source is named with a-z, 0-9, dot, dash and underscore, at most 63 characters.');
  return name;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3_650)
    throw new InvalidArgumentError('Give whole days, 1 to 3650.');
  return days;
}

async function createKeyCommand(source: string, options: KeyOptions): Promise<void> {
  const expiresAt = options.days === undefined ? null : new Date(Date.now() + options.days * DAY_MS);
  const { id, secret } = await withAccess(findDatabase(options.data), ({ keys }) =>
    keys.create(source, { description: options.description, expiresAt }),
  );
  const pair = `${id}:${secret}`;
  process.stdout.write(
    `Key of source ${source}, shown this once:\n\n  ${pair}\n\n` +
      `As user and password (Basic), or as a header:\n\n  Authorization: ApiKey ${Buffer.from(pair).toString('base64')}\n\n`,
  );
}

async function listKeys(source: string | undefined, options: KeyOptions): Promise<void> {
  const list = await withAccess(findDatabase(options.data), ({ keys }) => keys.list(source));
  if (list.length === 0) process.stdout.write('No keys. Make one with ./tocsin keys create <source>.\n');
  for (const key of list) {
    const end = key.revokedAt
      ? `revoked ${key.revokedAt.toISOString()}`
      : key.expiresAt
        ? `ends ${key.expiresAt.toISOString()}`
        : 'does not end';
    process.stdout.write(
      `${key.id}  ${key.sourceName.padEnd(24)}  made ${key.createdAt.toISOString()}  ${end}  ${key.description}\n`,
    );
  }
}

async function revokeKey(id: string, options: KeyOptions): Promise<void> {
  await withAccess(findDatabase(options.data), async ({ keys }) => {
    await keys.revoke(id).catch((error: unknown) => {
      throw error instanceof KeyNotFound
        ? new CommandFailure(`there is no key ${id}; ./tocsin keys list shows them.`)
        : error;
    });
  });
  process.stdout.write(`Key ${id} is revoked.\n`);
}
