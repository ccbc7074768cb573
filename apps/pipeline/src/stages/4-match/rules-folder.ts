import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CONTENT = join('content', 'rules');

/**
 * The detection rules that come with the product: `content/rules` beside or above this file, wherever the build put it.
 * @throws when there is none.
 */
export function shippedRulesFolder(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const rules = join(folder, CONTENT);
    if (existsSync(rules)) return rules;
    if (folder === dirname(folder))
      throw new Error(
        `There is no ${CONTENT} in or above ${from}. Set pipeline.rulesFolder to the folder of the rules.`,
      );
  }
}
