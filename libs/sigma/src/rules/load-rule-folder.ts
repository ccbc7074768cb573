import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import type { Vocabulary } from '../logsource/vocabulary';
import { isPlaceholders, readPlaceholders } from './read-placeholders';
import { readRules } from './read-rules';
import type { RuleFile } from './rule-reader';
import type { RuleSet } from './rule';

const MAX_FILES = 20_000;
/** Of the tools that keep the folder, such as .git and .github. */
const HIDDEN = /(?:^|[\\/])\.[^\\/]/;

export interface LoadOptions {
  readonly vocabulary?: Vocabulary | undefined;
  /** Whether files go by their whole paths; when there are several folders they do. */
  readonly isNamed?: boolean;
}

/** The rules of one folder; see {@link loadRuleFolders}. */
export function loadRuleFolder(folder: string): Promise<RuleSet> {
  return loadRuleFolders([folder]);
}

/**
 * The rules of every .yml and .yaml file in the folders and those below them. Files are read in order of their paths, so that
 * the same folders give the same set. `placeholders.yml` has the values of their placeholders.
 * @throws when the folder cannot be read: no rules at all is not a set of rules.
 */
export async function loadRuleFolders(
  folders: readonly string[],
  { vocabulary, isNamed = folders.length > 1 }: LoadOptions = {},
): Promise<RuleSet> {
  const files = (await Promise.all(folders.map((folder) => readRuleFiles(folder, isNamed)))).flat();
  const { placeholders, refused } = readPlaceholders(files.filter(isPlaceholders));
  const set = readRules(
    files.filter((file) => !isPlaceholders(file)),
    { ...(vocabulary === undefined ? {} : { vocabulary }), placeholders },
  );
  return { ...set, refused: [...refused, ...set.refused] };
}

/**
 * Every .yml and .yaml file in the folder and those below it, by path.
 * @param isNamed by their whole paths, not those in the folder.
 */
export async function readRuleFiles(folder: string, isNamed = false): Promise<RuleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !HIDDEN.test(relative(folder, path)))
    .sort();
  if (paths.length > MAX_FILES)
    throw new Error(`${folder} holds more than ${MAX_FILES} rule files; load a part of it.`);
  const nameOf = (path: string): string => (isNamed ? path : relative(folder, path));
  return Promise.all(paths.map(async (path) => ({ file: nameOf(path), text: await readFile(path, 'utf8') })));
}
