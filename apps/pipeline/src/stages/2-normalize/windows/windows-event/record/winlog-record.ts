import type { JsonRecord } from '@tocsin/plugin-kit';

import { valueAt } from '../../../values/record-mapping';
import { isRecord, WindowsRecordBuilder, type SystemField, type WindowsRecord } from './windows-record';

const PREFIX = 'winlog.';
const PLACES: readonly (readonly [SystemField, string])[] = [
  ['provider', 'provider_name'],
  ['providerGuid', 'provider_guid'],
  ['channel', 'channel'],
  ['eventId', 'event_id'],
  ['version', 'version'],
  ['task', 'task'],
  ['opcode', 'opcode'],
  ['keywords', 'keywords'],
  ['level', 'level'],
  ['time', 'time_created'],
  ['recordId', 'record_id'],
  ['activityId', 'activity_id'],
  ['computer', 'computer_name'],
  ['processId', 'process.pid'],
  ['threadId', 'process.thread.id'],
  ['userId', 'user.identifier'],
  ['userName', 'user.name'],
  ['userDomain', 'user.domain'],
  ['api', 'api'],
];
const READ: ReadonlySet<string> = new Set([
  ...PLACES.map(([, path]) => path.split('.', 1)[0] ?? ''),
  ...['event_data', 'user_data'],
]);
const UNNAMED = /^param[1-9]\d?$/;

/** Reads an event as Winlogbeat and Elastic's agent write it: in ECS, with Windows' part under `winlog`. */
export function readWinlog(record: JsonRecord): WindowsRecord {
  const built = new WindowsRecordBuilder();
  const winlog = winlogOf(record, built);
  for (const [field, path] of PLACES) built.setSystem(field, valueAt(winlog, path.split('.')));
  built.setSystem('level', valueAt(record, ['log', 'level']));
  built.setSystem('provider', valueAt(record, ['event', 'provider']));
  built.setSystem('eventId', valueAt(record, ['event', 'code']));
  for (const name of ['event_data', 'user_data']) readData(built, winlog[name]);
  addUnnamed(built);
  const other = Object.entries(winlog).filter(([name]) => !READ.has(name));
  if (other.length > 0) built.rest['winlog'] = Object.fromEntries(other);
  return built;
}

/** Windows' part, nested or with dotted names; everything else goes to the rest. */
function winlogOf(record: JsonRecord, built: WindowsRecordBuilder): JsonRecord {
  const winlog: Record<string, unknown> = isRecord(record['winlog']) ? { ...record['winlog'] } : {};
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    if (key.startsWith('winlog.event_data.')) data[key.slice('winlog.event_data.'.length)] = value;
    else if (key.startsWith(PREFIX)) winlog[key.slice(PREFIX.length)] = value;
    else if (key !== 'winlog') built.rest[key] = value;
  }
  if (Object.keys(data).length > 0) winlog['event_data'] = { ...(winlog['event_data'] as object | undefined), ...data };
  return winlog;
}

function readData(built: WindowsRecordBuilder, data: unknown): void {
  if (!isRecord(data)) return;
  for (const [name, value] of Object.entries(data)) if (name !== 'xml_name') built.setData(name, value);
}

/** Winlogbeat numbers the items of data without names; rules ask for them as `Data`. */
function addUnnamed({ data }: WindowsRecordBuilder): void {
  const names = Object.keys(data);
  if (data['Data'] === undefined && names.some((name) => UNNAMED.test(name)))
    data['Data'] = names.filter((name) => UNNAMED.test(name)).flatMap((name) => data[name] ?? []);
}
