import { resolve } from 'node:path';

import { KeyEnded, KeyNotFound, type NewKey } from '@tocsin/access-control';
import type { ApiKeyEntity } from '@tocsin/database';
import { InvalidArgumentError, type Command } from 'commander';

import { findDatabase, withAccess } from '../access';
import { CommandFailure } from '../exit-codes';
import { usualDataFolder } from '../project';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LONGEST_OVERLAP_HOURS = 2_160;
const SOURCE_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

interface KeyOptions {
  readonly data: string;
  readonly description: string;
  readonly days?: number;
}

interface RotateOptions {
  readonly data: string;
  readonly overlap: number;
  readonly days?: number;
}

/** Adds `tocsin keys create|list|rotate|revoke`. */
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
  withData(keys.command('rotate'))
    .argument('<id>')
    .option('--overlap <hours>', 'hours the former key goes on working', parseHours, 24)
    .option('--days <number>', 'days until the new key ends (default: never)', parseDays)
    .description('Make a key in place of another one. Both work for a while, so that shippers can be told.')
    .action(rotateKey);
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

function parseHours(text: string): number {
  const hours = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || hours > LONGEST_OVERLAP_HOURS)
    throw new InvalidArgumentError(`Give hours, 0 to ${LONGEST_OVERLAP_HOURS}.`);
  return hours;
}

async function createKeyCommand(source: string, options: KeyOptions): Promise<void> {
  const key = await withAccess(findDatabase(options.data), ({ keys }) =>
    keys.create(source, { description: options.description, expiresAt: endOf(options) }),
  );
  show(key, `Key of source ${source}`);
}

async function rotateKey(id: string, options: RotateOptions): Promise<void> {
  const rotation = { overlapMs: options.overlap * HOUR_MS, expiresAt: endOf(options) };
  const key = await withAccess(findDatabase(options.data), ({ keys }) =>
    keys.rotate(id, rotation).catch((error: unknown) => explain(error, id)),
  );
  show(key, `Key in place of ${id}, which goes on working for ${options.overlap} h or until its own end`);
}

function endOf({ days }: { readonly days?: number }): Date | null {
  return days === undefined ? null : new Date(Date.now() + days * DAY_MS);
}

function show({ id, secret }: NewKey, what: string): void {
  const pair = `${id}:${secret}`;
  process.stdout.write(
    `${what}, shown this once:\n\n  ${pair}\n\n` +
      `As user and password (Basic), or as a header:\n\n  Authorization: ApiKey ${Buffer.from(pair).toString('base64')}\n\n`,
  );
}

/** @throws {CommandFailure} for what the user can mend. */
function explain(error: unknown, id: string): never {
  if (error instanceof KeyNotFound) throw new CommandFailure(`there is no key ${id}; ./tocsin keys list shows them.`);
  if (error instanceof KeyEnded)
    throw new CommandFailure(`the key ${id} has ended; make a new one with ./tocsin keys create.`);
  throw error;
}

async function listKeys(source: string | undefined, options: KeyOptions): Promise<void> {
  const list = await withAccess(findDatabase(options.data), ({ keys }) => keys.list(source));
  if (list.length === 0) process.stdout.write('No keys. Make one with ./tocsin keys create <source>.\n');
  for (const key of list) {
    const used = key.lastUsedAt ? `used ${key.lastUsedAt.toISOString()}` : 'never used';
    process.stdout.write(
      `${key.id}  ${key.sourceName.padEnd(24)}  made ${key.createdAt.toISOString()}  ${used.padEnd(29)}  ${lifeOf(key)}  ${key.description}\n`,
    );
  }
}

function lifeOf({ expiresAt, revokedAt }: ApiKeyEntity): string {
  if (revokedAt) return `revoked ${revokedAt.toISOString()}`;
  return expiresAt ? `ends ${expiresAt.toISOString()}` : 'does not end';
}

async function revokeKey(id: string, options: KeyOptions): Promise<void> {
  await withAccess(findDatabase(options.data), ({ keys }) =>
    keys.revoke(id).catch((error: unknown) => explain(error, id)),
  );
  process.stdout.write(`Key ${id} is revoked.\n`);
}
