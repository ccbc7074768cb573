import type { JsonRecord } from '@tocsin/plugin-kit';

import { valueAt } from '../../../values/record-mapping';
import { knownDataName } from './data-names';
import { isRecord, WindowsRecordBuilder, type SystemField, type WindowsRecord } from './windows-record';

type Places = readonly (readonly [SystemField, string])[];

/** OpenTelemetry's collector, in the body of a log record. */
const OTEL: Places = [
  ['provider', 'provider.name'],
  ['providerGuid', 'provider.guid'],
  ['channel', 'channel'],
  ['eventId', 'event_id.id'],
  ['version', 'version'],
  ['level', 'level'],
  ['task', 'task'],
  ['opcode', 'opcode'],
  ['keywords', 'keywords'],
  ['time', 'system_time'],
  ['recordId', 'record_id'],
  ['computer', 'computer'],
  ['processId', 'execution.process_id'],
  ['threadId', 'execution.thread_id'],
  ['userId', 'security.user_id'],
  ['message', 'message'],
];
/** Wazuh's agents. */
const WAZUH: Places = [
  ['provider', 'system.providerName'],
  ['providerGuid', 'system.providerGuid'],
  ['channel', 'system.channel'],
  ['eventId', 'system.eventID'],
  ['version', 'system.version'],
  ['level', 'system.level'],
  ['task', 'system.task'],
  ['opcode', 'system.opcode'],
  ['keywords', 'system.keywords'],
  ['time', 'system.systemTime'],
  ['recordId', 'system.eventRecordID'],
  ['computer', 'system.computer'],
  ['processId', 'system.processID'],
  ['threadId', 'system.threadID'],
  ['message', 'system.message'],
];

export function isOtel(record: JsonRecord): boolean {
  return isRecord(record['event_id']) && isRecord(record['provider']) && typeof record['channel'] === 'string';
}

export function readOtel(record: JsonRecord): WindowsRecord {
  const built = new WindowsRecordBuilder();
  readPlaces(built, record, OTEL);
  for (const name of ['event_data', 'user_data']) readOtelData(built, record[name]);
  const read = new Set(['event_data', 'user_data', ...OTEL.map(([, path]) => path.split('.', 1)[0])]);
  for (const [key, value] of Object.entries(record)) if (!read.has(key)) built.rest[key] = value;
  return built;
}

/** Names and values, or, as newer versions have it, a list of objects of one name each. */
function readOtelData(built: WindowsRecordBuilder, data: unknown): void {
  if (!isRecord(data)) return;
  for (const [name, value] of Object.entries(data)) {
    const isList = name === 'data' && Array.isArray(value) && value.every(isRecord);
    if (!isList) built.setData(name, value);
    else for (const one of value) for (const [inner, text] of Object.entries(one)) built.setData(inner || 'Data', text);
  }
}

/** The part of a record that Wazuh's agents write; `undefined` when there is none. */
export function wazuhPart(record: JsonRecord): JsonRecord | undefined {
  const { win, data } = record;
  const part = isRecord(win) ? win : isRecord(data) ? data['win'] : undefined;
  return isRecord(part) && isRecord(part['system']) && part['system']['eventID'] !== undefined ? part : undefined;
}

export function readWazuh(record: JsonRecord): WindowsRecord {
  const built = new WindowsRecordBuilder();
  const part = wazuhPart(record) ?? {};
  readPlaces(built, part, WAZUH);
  built.system.message = unquoted(built.system.message);
  const data = part['eventdata'];
  if (isRecord(data))
    for (const [name, value] of Object.entries(data))
      built.setData(knownDataName(name) ?? capitalized(name), singled(value));
  for (const [key, value] of Object.entries(record))
    if (key !== 'win' && !isOnlyWin(key, value)) built.rest[key] = value;
  return built;
}

/** Wazuh writes every backslash of the data twice. */
function singled(value: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('\\')) return value;
  const isDoubled = !/(?<!\\)\\(?:\\\\)*(?!\\)/.test(value);
  return isDoubled ? value.replaceAll('\\\\', '\\') : value;
}

/** And puts the message in quotes. */
function unquoted(message: unknown): unknown {
  const isQuoted =
    typeof message === 'string' && message.length > 1 && message.startsWith('"') && message.endsWith('"');
  return isQuoted ? message.slice(1, -1) : message;
}

/** Wazuh writes the first letter of every name small. */
function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isOnlyWin(key: string, value: unknown): boolean {
  return key === 'data' && isRecord(value) && Object.keys(value).every((name) => name === 'win');
}

function readPlaces(built: WindowsRecordBuilder, record: JsonRecord, places: Places): void {
  for (const [field, path] of places) built.setSystem(field, valueAt(record, path.split('.')));
}
