import type { SystemField } from './windows-record';

/** Names for what every event says, the best first, in lower case. */
const SYSTEM_NAMES: Readonly<Partial<Record<SystemField, readonly string[]>>> = {
  provider: ['provider_name', 'providername', 'sourcename', 'source_name', 'provider'],
  providerGuid: ['providerguid', 'provider_guid'],
  channel: ['channel', 'logname', 'log_name'],
  eventId: ['eventid', 'event_id', 'eventcode'],
  version: ['version'],
  level: ['level', 'leveldisplayname'],
  task: ['taskdisplayname', 'task_name', 'taskcategory', 'task'],
  opcode: ['opcodedisplayname', 'opcode', 'opcodevalue'],
  keywords: ['keywords', 'keywordsdisplaynames'],
  time: ['timecreated', 'time_created', 'timecreated_systemtime', 'systemtime'],
  localTime: ['eventtime', 'timegenerated', 'eventtimewritten'],
  recordId: ['eventrecordid', 'recordnumber', 'recordid', 'record_number', 'record_id'],
  activityId: ['activityid', 'correlation_activityid'],
  computer: ['computer', 'computername', 'computer_name', 'machinename', 'hostname'],
  processId: ['executionprocessid', 'execution_processid'],
  threadId: ['executionthreadid', 'execution_threadid'],
  userId: ['security_userid'],
  message: ['message'],
};
/** Names that mean this only when written so: written otherwise they are data of the event or words of the shipper. */
const EXACT_NAMES: Readonly<Record<string, SystemField>> = {
  Category: 'task',
  Id: 'eventId',
  ProcessID: 'processId',
  ThreadID: 'threadId',
  UserID: 'userId',
};

const LAST_RANK = 100;

export interface SystemMeaning {
  readonly field: SystemField;
  /** Of several names for one field the smallest rank counts. */
  readonly rank: number;
}

const BY_NAME: ReadonlyMap<string, SystemMeaning> = new Map(
  Object.entries(SYSTEM_NAMES).flatMap(([field, names]) =>
    names.map((name, rank) => [name, { field: field as SystemField, rank }] as const),
  ),
);
const BY_EXACT_NAME: ReadonlyMap<string, SystemMeaning> = new Map(
  Object.entries(EXACT_NAMES).map(
    ([name, field]) => [name, { field, rank: name === 'Category' ? -1 : LAST_RANK }] as const,
  ),
);

/** Whether the name may be one of event data, so that it is kept there when another name says what every event says. */
export function mayBeData(key: string): boolean {
  return Object.hasOwn(EXACT_NAMES, key);
}

/** What a key beside the data of an event says of it; `undefined` when it is none of what every event says. */
export function systemMeaning(key: string): SystemMeaning | undefined {
  return BY_EXACT_NAME.get(key) ?? BY_NAME.get(key.toLowerCase());
}
