import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { VerisEnumeration } from '@tocsin/api-contract';
import { z } from 'zod';

import { PlainProblem } from '../../../http/problem';
import { projectRoot } from '../../../project';

const FILE = join('content', 'veris', 'veris.json');
const listSchema = z.record(z.string(), z.string());
const fileSchema = z.object({
  schemaVersion: z.literal('1.3'),
  lists: z.record(z.string(), listSchema),
  fields: z.record(z.string(), z.union([listSchema, z.string()])),
});

let known: ReadonlyMap<string, string> | undefined;

/** Each tag of VERIS with its label, by field. Read once. @throws when the file that comes with the product is broken. */
export function verisLabels(): ReadonlyMap<string, string> {
  known ??= new Map(read());
  return known;
}

export function verisEnumeration(): VerisEnumeration {
  return { schemaVersion: '1.3', tags: [...verisLabels()].map(([tag, label]) => ({ tag, label })) };
}

/** @throws {PlainProblem} when VERIS has no such tag. */
export function assertVerisTag(tag: string): void {
  if (verisLabels().has(tag)) return;
  const twin = [...verisLabels().keys()].find((one) => one.toLowerCase() === tag.toLowerCase());
  const hint = twin === undefined ? 'Choose one of GET /api/veris.' : `Write it as \`${twin}\`.`;
  throw new PlainProblem('invalid', 'incident.veris_unknown', `VERIS has no such tag. ${hint}`);
}

function read(): [tag: string, label: string][] {
  const { lists, fields } = fileSchema.parse(JSON.parse(readFileSync(join(projectRoot, FILE), 'utf8')));
  return Object.entries(fields).flatMap(([field, own]) => {
    const values = typeof own === 'string' ? lists[own] : own;
    if (values === undefined) throw new Error(`${FILE} has no list for ${field}.`);
    return Object.entries(values).map(([value, label]): [string, string] => [`${field}.${value}`, label]);
  });
}
