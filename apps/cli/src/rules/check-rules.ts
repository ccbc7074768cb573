import { CommandFailure } from '../exit-codes';
import { inWords, rulesOf } from './rule-folders';

/**
 * Prints how many rules of the folders load, and why the others do not.
 * @throws {CommandFailure} when one is refused.
 */
export async function checkRules(folders: readonly string[], { json }: { readonly json: boolean }): Promise<void> {
  const { rules, counted, correlations, filters, refused } = await rulesOf(folders);
  const counts = {
    rules: rules.length + counted.length,
    correlations: correlations.length,
    filters: filters.length,
    refused,
  };
  if (json) process.stdout.write(`${JSON.stringify(counts)}\n`);
  else process.stdout.write(`${refused.map(inWords).join('')}${summary(counts)}\n`);
  if (refused.length > 0) throw new CommandFailure(`${refused.length} rule(s) cannot be run as they are written.`);
}

type Counts = Readonly<Record<'rules' | 'correlations' | 'filters', number>>;

function summary({ rules, correlations, filters }: Counts): string {
  return `${rules} rule(s) over single events, ${correlations} correlation(s) and ${filters} filter(s) load.`;
}
