import { resolve } from 'node:path';

import { verifyAudit, type AuditVerdict } from '@tocsin/audit';
import { createDataSource } from '@tocsin/database';
import type { Command } from 'commander';

import { findDatabase } from '../access';
import { CommandFailure } from '../exit-codes';
import { usualDataFolder } from '../project';

const HOW = {
  changed: 'was changed after it was written',
  missing: 'is missing',
  unexpected: 'was written by something else than Tocsin',
} as const;

/** Adds `tocsin audit verify`. */
export function addAuditCommand(program: Command): Command {
  const audit = program.command('audit').description('The log of who changed what.');
  audit
    .command('verify')
    .description('Walk along the whole log and name the first row that does not follow from the one before.')
    .option('--data <folder>', 'data folder of the running Tocsin', (folder) => resolve(folder), usualDataFolder)
    .option('--json', 'print {entries, hash, broken: {seq, reason} | null}', false)
    .action(async ({ data, json }: { data: string; json: boolean }) => {
      report(await verify(findDatabase(data)), json);
    });
  return audit;
}

async function verify(url: string): Promise<AuditVerdict> {
  const dataSource = await createDataSource({ url }).initialize();
  try {
    return await verifyAudit(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

function report(verdict: AuditVerdict, isJson: boolean): void {
  const { entries, hash, broken } = verdict;
  if (isJson) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else if (broken === null)
    process.stdout.write(`${entries} entries, none changed, none missing. Hash of the last: ${hash || 'none'}\n`);
  if (broken === null) return;
  throw new CommandFailure(
    `row ${broken.seq} of the audit log ${HOW[broken.reason]}. The ${entries} before it are as they were written. Compare with a backup, and find out who has access to the database.`,
  );
}
