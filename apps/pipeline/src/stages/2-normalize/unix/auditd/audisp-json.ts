import type { SecurityEvent } from '@tocsin/event-model';

import type { Fields } from '../../values/end';
import { readWhole } from '../../values/typed-value';
import { typeMeaning } from './audit-types';
import { callMeaning } from './system-calls';

/** The program that joins the records of an event on the host and sends them in MozDef's form. */
const SENDER = 'audisp-json';
const CALLS = new Set(['execve', 'write', 'attr', 'chmod', 'chown', 'ptrace']);
const FIELD_OF_KEY: readonly (readonly [key: string, field: string])[] = [
  ['process', 'process.executable'],
  ['cwd', 'process.working_directory'],
  ['parentprocess', 'process.parent.name'],
  ['uid', 'user.id'],
  ['euid', 'user.effective.id'],
  ['duser', 'user.effective.name'],
  ['auditkey', 'rule.name'],
  ['command', 'process.command_line'],
  ['fname', 'file.path'],
  ['inode', 'file.inode'],
];
const COMMAND = 'Execve: ';

/** Whether the event was gathered by audisp-json. */
export function isGathered(event: SecurityEvent): boolean {
  return event['process.name'] === SENDER || typeof detailsOf(event)['auditserial'] === 'string';
}

/** The fields of an event that audisp-json gathered. */
export function gatheredFields(event: SecurityEvent): Fields {
  const details = detailsOf(event);
  const given = event['tocsin.category'];
  const category = typeof given === 'string' ? given.toLowerCase() : '';
  const fields: Fields = { 'event.module': 'auditd', 'event.dataset': 'auditd.log' };
  Object.assign(fields, CALLS.has(category) ? callMeaning(category) : typeMeaning(category.toUpperCase()));
  for (const [key, field] of FIELD_OF_KEY) {
    const value = details[key];
    if (typeof value === 'string' && value !== '') fields[field] = value;
  }
  const { message } = event;
  if (message.startsWith(COMMAND)) fields['process.command_line'] ??= message.slice(COMMAND.length);
  return Object.assign(fields, processFields(details));
}

/** The program the event is about, and not the one that gathered it. */
function processFields(details: Record<string, unknown>): Fields {
  const path = details['process'] ?? details['dproc'];
  const fields: Fields = {};
  if (typeof path === 'string' && path !== '') fields['process.name'] = path.slice(path.lastIndexOf('/') + 1);
  const user = details['suser'] ?? details['originaluser'];
  if (typeof user === 'string' && details['duser'] !== undefined) fields['user.name'] = user;
  for (const [key, field] of [
    ['pid', 'process.pid'],
    ['ppid', 'process.parent.pid'],
    ['auditserial', 'event.sequence'],
  ] as const) {
    const number = readWhole(details[key]);
    if (number !== undefined) fields[field] = number;
  }
  return fields;
}

function detailsOf({ details }: SecurityEvent): Record<string, unknown> {
  return typeof details === 'object' && details !== null ? details : {};
}
