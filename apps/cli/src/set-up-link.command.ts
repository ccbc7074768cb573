import { resolve } from 'node:path';

import type { Command } from 'commander';

import { findDatabase, withAccess } from './access';
import { CommandFailure } from './exit-codes';
import { usualDataFolder } from './project';

/** Adds `tocsin set-up-link`. */
export function addSetUpLinkCommand(program: Command): Command {
  return program
    .command('set-up-link')
    .description('Print a one-time link that makes the first account; former links stop working.')
    .option('--data <folder>', 'data folder of the running Tocsin', (folder) => resolve(folder), usualDataFolder)
    .option('--console <url>', 'address of the console in front of the link', 'http://127.0.0.1:8350')
    .option('--recover', 'although there are accounts: a link that makes another admin, good for three days', false)
    .action(async (options: { data: string; console: string; recover: boolean }) => {
      const database = findDatabase(options.data);
      const link = options.recover
        ? await createWayBack(database, options.console)
        : await createSetUpLink(database, options.console);
      if (link === undefined)
        throw new CommandFailure(
          'there is an account already. Its holder can invite others in Settings, People; when nobody can sign in any more, add --recover.',
        );
      process.stdout.write(`${link}\n`);
    });
}

async function createWayBack(databaseUrl: string, consoleUrl: string): Promise<string> {
  const { token } = await withAccess(databaseUrl, ({ invitations }) => invitations.recover());
  return `${consoleUrl}/join/${token}`;
}

/** The link, or `undefined` when there is an account already. */
export async function createSetUpLink(databaseUrl: string, consoleUrl: string): Promise<string | undefined> {
  const invitation = await withAccess(databaseUrl, ({ invitations }) => invitations.createSetup());
  return invitation === undefined ? undefined : `${consoleUrl}/setup/${invitation}`;
}
