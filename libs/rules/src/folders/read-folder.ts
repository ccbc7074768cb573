import { createHash } from 'node:crypto';

import { isPlaceholders, readPlaceholders, readRuleFiles, type Refusal, type RuleFile } from '@tocsin/sigma';

import type { RuleFolder } from './rule-options';

/** What a folder of rules holds. */
export interface FolderContents {
  readonly name: string;
  readonly path: string;
  /** Named by the set and their path in it. */
  readonly files: readonly RuleFile[];
  /** Follows from names and texts. */
  readonly digest: string;
  readonly placeholders: Readonly<Record<string, string[]>>;
  readonly refused: readonly Refusal[];
}

/** A folder that cannot be read, and why. */
export interface UnreadFolder {
  readonly name: string;
  readonly path: string;
  readonly trouble: string;
}

export async function readFolder({ name, path }: RuleFolder): Promise<FolderContents | UnreadFolder> {
  try {
    const files = (await readRuleFiles(path)).map(({ file, text }) => ({ file: `${name}/${file}`, text }));
    const { placeholders, refused } = readPlaceholders(files.filter(isPlaceholders));
    return {
      name,
      path,
      files: files.filter((file) => !isPlaceholders(file)),
      digest: digestOf(path, files),
      placeholders: Object.fromEntries([...placeholders].map(([key, values]) => [key, [...values]])),
      refused,
    };
  } catch (error) {
    return { name, path, trouble: `The folder cannot be read: ${(error as Error).message}` };
  }
}

export function isRead(folder: FolderContents | UnreadFolder): folder is FolderContents {
  return 'files' in folder;
}

function digestOf(path: string, files: readonly RuleFile[]): string {
  const hash = createHash('sha256').update(path);
  for (const { file, text } of files) hash.update(`\0${file}\0${text}`);
  return hash.digest('hex');
}
