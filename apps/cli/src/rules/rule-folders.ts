import { loadRuleFolders, type Refusal, type RuleSet, type Vocabulary } from '@tocsin/sigma';

import { CommandFailure } from '../exit-codes';

/** @throws {CommandFailure} when a folder cannot be read. */
export async function rulesOf(folders: readonly string[], vocabulary?: Vocabulary): Promise<RuleSet> {
  try {
    return await loadRuleFolders(folders, vocabulary);
  } catch (error) {
    throw new CommandFailure(`the rules cannot be read: ${(error as Error).message}`);
  }
}

export function inWords({ file, line, reason, advice }: Refusal): string {
  return `${file}:${line}: ${reason} ${advice}\n`;
}
