import { basename } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import type { Placeholders } from '../detection/placeholders';
import type { RuleFile } from './rule-reader';
import type { Refusal } from './rule';

const FILE = 'placeholders.yml';
const MAX_CHARACTERS = 1_000_000;

const valueSchema = z.union([z.string(), z.number()]).transform(String);
const placeholdersSchema = z.record(
  z.string().regex(/^[\w-]+$/, 'a name has letters, digits, _ and -'),
  z.union([z.array(valueSchema).max(20_000), valueSchema.transform((value) => [value])]),
);

export function isPlaceholders({ file }: RuleFile): boolean {
  return basename(file) === FILE;
}

/** The values of placeholders by name, of all files together; a file that is not of the form is refused, the others count. */
export function readPlaceholders(files: readonly RuleFile[]): { placeholders: Placeholders; refused: Refusal[] } {
  const placeholders = new Map<string, string[]>();
  const refused: Refusal[] = [];
  for (const { file, text } of files) {
    try {
      for (const [name, values] of Object.entries(read(text)))
        placeholders.set(name, [...(placeholders.get(name) ?? []), ...values]);
    } catch (error) {
      const reason = error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : (error as Error).message;
      refused.push({
        file,
        line: 1,
        rule: undefined,
        reason: `No placeholders can be read: ${reason}.`,
        advice: ADVICE,
      });
    }
  }
  return { placeholders, refused };
}

const ADVICE = 'Write "name: [value, value]", one name a line.';

function read(text: string): Record<string, string[]> {
  if (text.length > MAX_CHARACTERS) throw new Error(`the file has more than ${MAX_CHARACTERS} characters`);
  return placeholdersSchema.parse(parse(text, { maxAliasCount: 0 }) ?? {});
}
