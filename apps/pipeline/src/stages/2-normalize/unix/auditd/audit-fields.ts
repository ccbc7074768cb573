import { endFields, type Fields } from '../../values/end';
import { readWhole } from '../../values/typed-value';
import type { AuditRecord } from './audit-record';
import { typeMeaning } from './audit-types';
import type { AuditValues } from './audit-values';
import { socketFields } from './socket-address';
import { callMeaning, callName } from './system-calls';

const SUCCESS = new Set(['yes', 'success', '1', 'granted']);
const FAILURE = new Set(['no', 'failed', '0', 'denied', 'DENIED']);
/** Which of several files is the one the event is about. */
const NAME_TYPES = ['DELETE', 'CREATE', 'NORMAL', 'UNKNOWN'];
const FIELD_OF_KEY: readonly (readonly [key: string, field: string])[] = [
  ['comm', 'process.name'],
  ['exe', 'process.executable'],
  ['cwd', 'process.working_directory'],
  ['uid', 'user.id'],
  ['euid', 'user.effective.id'],
  ['EUID', 'user.effective.name'],
  ['gid', 'process.group.id'],
  ['GID', 'process.group.name'],
  ['key', 'rule.name'],
  ['proctitle', 'process.title'],
  ['grp', 'group.name'],
];

/** The fields of an event that audit told in the given records, of which there is at least one. */
export function auditFields(records: readonly AuditRecord[]): Fields {
  const [first] = records as [AuditRecord];
  const values = merged(records);
  const fields: Fields = {
    'event.module': 'auditd',
    'event.dataset': 'auditd.log',
    'event.sequence': first.serial,
    '@timestamp': new Date(first.instant).toISOString(),
    ...meaningOf(records, values),
    ...outcomeOf(values),
    ...namedFields(values),
    ...endFields('source', values['addr'] ?? values['hostname']),
    ...socketFields(values['saddr']),
    ...fileFields(records),
    ...commandFields(records, values),
  };
  if (first.node !== undefined) fields['host.name'] = first.node;
  return fields;
}

/** Of two values of one key the first stays, and what is watched comes before what is told of it. */
function merged(records: readonly AuditRecord[]): AuditValues {
  if (records.length === 1 && records[0] !== undefined) return records[0].values;
  const values = Object.create(null) as Record<string, string>;
  for (const record of records) for (const key in record.values) values[key] ??= record.values[key] as string;
  return values;
}

function meaningOf(records: readonly AuditRecord[], values: AuditValues): Fields {
  const call = values['syscall'];
  const access = records.find(({ type }) => type === 'AVC' || type === 'ANOM_ABEND' || type === 'SECCOMP');
  if (access !== undefined) return typeMeaning(access.type);
  if (call !== undefined) return callMeaning(values['SYSCALL'] ?? callName(values['arch'], call));
  return typeMeaning((records.find(({ type }) => type === 'EXECVE') ?? records[0])?.type ?? '');
}

function outcomeOf(values: AuditValues): Fields {
  const word = values['verdict'] ?? values['apparmor'] ?? values['success'] ?? values['res'] ?? '';
  if (SUCCESS.has(word)) return { 'event.outcome': 'success' };
  return FAILURE.has(word) ? { 'event.outcome': 'failure' } : {};
}

function namedFields(values: AuditValues): Fields {
  const fields: Fields = {};
  for (const [key, field] of FIELD_OF_KEY) {
    const value = values[key];
    if (value !== undefined) fields[field] = value.replaceAll('\0', ' ').trim();
  }
  const user = values['acct'] ?? values['UID'];
  if (user !== undefined) fields['user.name'] = user;
  for (const [key, field] of [
    ['pid', 'process.pid'],
    ['ppid', 'process.parent.pid'],
  ] as const) {
    const number = readWhole(values[key]);
    if (number !== undefined) fields[field] = number;
  }
  return fields;
}

function fileFields(records: readonly AuditRecord[]): Fields {
  const paths = records.filter(({ type, values }) => type === 'PATH' && values['name'] !== undefined);
  const wanted = NAME_TYPES.map((name) => paths.find(({ values }) => values['nametype'] === name));
  const values = (wanted.find((path) => path !== undefined) ?? paths[0])?.values;
  if (values === undefined) return {};
  const fields: Fields = {};
  for (const [key, field] of [
    ['name', 'file.path'],
    ['inode', 'file.inode'],
    ['mode', 'file.mode'],
    ['ouid', 'file.uid'],
    ['OUID', 'file.owner'],
    ['ogid', 'file.gid'],
    ['OGID', 'file.group'],
  ] as const) {
    const value = values[key];
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

function commandFields(records: readonly AuditRecord[], values: AuditValues): Fields {
  const args = argumentsOf(records.find(({ type }) => type === 'EXECVE')?.values);
  if (args.length > 0)
    return { 'process.args': args, 'process.args_count': args.length, 'process.command_line': args.join(' ') };
  const text = values['cmd'] ?? values['proctitle'];
  return text === undefined ? {} : { 'process.command_line': text.replaceAll('\0', ' ').trim() };
}

/** `a0`, `a1`, …; a long one comes in pieces: `a1[0]`, `a1[1]`. */
function argumentsOf(values: AuditValues | undefined): string[] {
  const args: string[] = [];
  for (const key in values) {
    const position = /^a(\d{1,4})(?:\[\d{1,4}\])?$/.exec(key)?.[1];
    if (position !== undefined) args[Number(position)] = (args[Number(position)] ?? '') + (values[key] as string);
  }
  return Array.from(args, (arg) => arg ?? '');
}
