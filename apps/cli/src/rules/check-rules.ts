import { CommandFailure } from '../exit-codes';
import { inWords, rulesOf } from './rule-folders';

/**
 * Prints how many rules of the folders load, and why the others do not.
 * @throws {CommandFailure} when one is refused.
 */
export async function checkRules(folders: readonly string[], { json }: { readonly json: boolean }): Promise<void> {
  const { rules, correlations, refused } = await rulesOf(folders);
  const counts = { rules: rules.length, correlations: correlations.length, refused };
  if (json) process.stdout.write(`${JSON.stringify(counts)}\n`);
  else process.stdout.write(`${refused.map(inWords).join('')}${summary(counts.rules, counts.correlations)}\n`);
  if (refused.length > 0) throw new CommandFailure(`${refused.length} rule(s) cannot be run as they are written.`);
}

function summary(rules: number, correlations: number): string {
  return `${rules} rule(s) over single events and ${correlations} correlation(s) load.`;
}
