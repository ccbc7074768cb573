import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectRoot } from './tocsin';

const folder = process.env['TOCSIN_CORPORA'] ?? join(projectRoot, '../shared/corpora');
const logFile = join(folder, 'syslog/OpenSSH_2k.log');
const labelFile = join(folder, 'syslog/OpenSSH_2k.ecs.jsonl');

/** Whether the public log the end-to-end tests send is beside the project. */
export const hasOpensshLog = existsSync(logFile);

/** The 2,000 lines of the log. */
export function opensshLines(): string[] {
  return readFileSync(logFile, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** What identifies a line in the store: every line of the log has another pair of these. */
export type Fingerprint = string;

type Fields = Readonly<Record<string, unknown>>;

/** Month to second, process and text: what is left of a line after it was taken apart. */
export function fingerprint(fields: Fields): Fingerprint {
  const at = String(fields['@timestamp']).slice(5, 19);
  // A line that tells of a repetition becomes what it repeats, and keeps what was sent.
  const text = String(fields['event.original'] ?? fields['message']).trim();
  return `${at} ${String(fields['process.pid'])} ${text}`;
}

/** By fingerprint, the fields each line must have in the store; empty for lines that say nothing about a sign-in. */
export function expectedFields(): Map<Fingerprint, Fields> {
  const labels = readFileSync(labelFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fields);
  return new Map(labels.map((label) => [fingerprint(label), pick(label, ['event.outcome', 'user.name', 'source.ip'])]));
}

/** Those of the named fields that are there. */
export function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}
