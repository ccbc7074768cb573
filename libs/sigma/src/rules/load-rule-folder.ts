import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { readRules } from './read-rules';
import type { RuleSet } from './rule';

const MAX_FILES = 20_000;

/**
 * The rules of every .yml and .yaml file in a folder and those below it. Files are read in order of their paths, so that
 * the same folder gives the same set.
 * @throws when the folder cannot be read: no rules at all is not a set of rules.
 */
export async function loadRuleFolder(folder: string): Promise<RuleSet> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length > MAX_FILES)
    throw new Error(`${folder} holds more than ${MAX_FILES} rule files; load a part of it.`);
  const files = await Promise.all(
    paths.map(async (path) => ({ file: relative(folder, path), text: await readFile(path, 'utf8') })),
  );
  return readRules(files);
}
