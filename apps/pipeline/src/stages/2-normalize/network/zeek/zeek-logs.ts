import type { JsonRecord } from '@tocsin/plugin-kit';

import { ACCOUNT_LOGS } from './logs/accounts';
import { CONTENT_LOGS } from './logs/content';
import { INVENTORY_LOGS } from './logs/inventory';
import { OTHER_LOG, SERVICE_LOGS } from './logs/services';
import { TRAFFIC_LOGS } from './logs/traffic';
import type { ZeekLog } from './zeek-log';

const LOGS: ReadonlyMap<string, ZeekLog> = new Map(
  Object.entries({ ...TRAFFIC_LOGS, ...CONTENT_LOGS, ...ACCOUNT_LOGS, ...INVENTORY_LOGS, ...SERVICE_LOGS }),
);

/** Keys that only one log has, for records that do not say where they are from. */
const MARKS: readonly (readonly [string, readonly string[]])[] = [
  ['conn', ['conn_state']],
  ['dns', ['trans_id', 'proto']],
  ['http', ['trans_depth', 'status_code']],
  ['http', ['trans_depth', 'method', 'uri']],
  ['smtp', ['trans_depth', 'helo']],
  ['ssl', ['cert_chain_fuids']],
  ['ssl', ['established', 'version']],
  ['files', ['seen_bytes']],
  ['x509', ['certificate.serial']],
  ['dhcp', ['msg_types']],
  ['ssh', ['auth_attempts']],
  ['notice', ['note']],
  ['weird', ['name', 'notice']],
  ['intel', ['seen.indicator']],
  ['tunnel', ['tunnel_type']],
  ['kerberos', ['request_type']],
  ['dce_rpc', ['operation', 'endpoint']],
  ['ntlm', ['domainname']],
  ['smb_files', ['action', 'name', 'path']],
  ['smb_mapping', ['share_type']],
  ['snmp', ['get_requests']],
  ['ftp', ['reply_code', 'command']],
  ['rdp', ['security_protocol']],
];

const NAME = /^(?:bro_|zeek_)?([a-z][a-z0-9_]{0,40})(?=$|[.-])/;

/** How to read a log; one nobody knows is read for what all have. */
export function logNamed(name: string | undefined): ZeekLog {
  return (name === undefined ? undefined : LOGS.get(name)) ?? OTHER_LOG;
}

export function isKnownLog(name: string | undefined): boolean {
  return name !== undefined && LOGS.has(name);
}

/** `conn` of `bro_conn`, `/opt/zeek/logs/current/conn.log` and `conn.10:00:00-11:00:00.log`. */
export function logNameIn(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 1_000) return undefined;
  return NAME.exec(text.slice(text.lastIndexOf('/') + 1))?.[1];
}

/** The log a record must be from, by its keys. */
export function guessLog(record: JsonRecord): string | undefined {
  return MARKS.find(([, keys]) => keys.every((key) => Object.hasOwn(record, key)))?.[0];
}
