import type { JsonRecord } from '@tocsin/plugin-kit';

import { readEvtx } from './evtx-record';
import { readFlat } from './flat-record';
import { isOtel, readOtel, readWazuh, wazuhPart } from './other-records';
import { isRecord, type WindowsRecord } from './windows-record';
import { readWinlog } from './winlog-record';

type Shape = 'winlog' | 'evtx' | 'evtx_open' | 'flat' | 'flat_details' | 'otel' | 'wazuh';

const IDS = ['EventID', 'EventId', 'eventid', 'event_id', 'EventCode', 'Id', 'eventID'] as const;
const LOGS = ['Channel', 'channel', 'LogName', 'log_name', 'Provider_Name', 'ProviderName', 'provider_name'] as const;
const NXLOG = 'im_msvistalog';
const EVENT_PARTS: ReadonlySet<string> = new Set(['System', 'EventData', 'UserData', 'RenderingInfo', 'Message']);

/** How a Windows event is written here; `undefined` when the record is none. */
export function windowsShape(record: JsonRecord): Shape | undefined {
  if (isRecord(record['winlog']) || 'winlog.channel' in record || 'winlog.event_id' in record) return 'winlog';
  const event = record['Event'];
  if (isRecord(event) && isRecord(event['System'])) return 'evtx';
  if (isRecord(record['System']) && 'EventID' in record['System']) return 'evtx_open';
  if (isFlat(record)) return 'flat';
  if (isOtel(record)) return 'otel';
  if (wazuhPart(record) !== undefined) return 'wazuh';
  const details = record['details'];
  return isRecord(details) && isFlat(details) ? 'flat_details' : undefined;
}

function isFlat(record: JsonRecord): boolean {
  if (!IDS.some((name) => isId(record[name]))) return false;
  return LOGS.some((name) => typeof record[name] === 'string') || isNxlog(record);
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{1,6}$/.test(value));
}

function isNxlog({ SourceModuleType: type, sourcemoduletype }: JsonRecord): boolean {
  return type === NXLOG || sourcemoduletype === NXLOG;
}

/** The event in one shape, whichever shipper wrote it. */
export function readWindowsRecord(record: JsonRecord, shape: Shape): WindowsRecord {
  switch (shape) {
    case 'winlog':
      return readWinlog(record);
    case 'evtx': {
      const { Event: event, ...around } = record;
      return readEvtx(event as JsonRecord, around);
    }
    case 'evtx_open':
      return readEvtx(record, Object.fromEntries(Object.entries(record).filter(([key]) => !EVENT_PARTS.has(key))));
    case 'otel':
      return readOtel(record);
    case 'wazuh':
      return readWazuh(record);
    case 'flat':
      return readFlat(record, isRenamed(record));
    case 'flat_details': {
      const { details, ...around } = record;
      const inner = readFlat(details as JsonRecord, isRenamed(details as JsonRecord));
      const computer = inner.system.computer ?? around['hostname'];
      return { ...inner, system: { ...inner.system, computer }, rest: { ...around, details: inner.rest } };
    }
  }
}

/** MozDef and others write all names in lower case. */
function isRenamed(record: JsonRecord): boolean {
  return !('EventID' in record || 'EventId' in record || 'EventCode' in record || 'Id' in record);
}
