import { loadRuleFolders, type LoadOptions, type Refusal, type RuleSet } from '@tocsin/sigma';

import { CommandFailure } from '../exit-codes';

/** @throws {CommandFailure} when a folder cannot be read. */
export async function rulesOf(folders: readonly string[], options: LoadOptions = {}): Promise<RuleSet> {
  try {
    return await loadRuleFolders(folders, options);
  } catch (error) {
    throw new CommandFailure(`the rules cannot be read: ${(error as Error).message}`);
  }
}

export function inWords({ file, line, reason, advice }: Refusal): string {
  return `${file}:${line}: ${reason} ${advice}\n`;
}
