import { typeName } from './audit-types';
import { readAuditValues, type AuditValues } from './audit-values';

/** One record of Linux's audit; several of them with one id are one event. */
export interface AuditRecord {
  readonly type: string;
  /** Host the record was gathered from, where the daemon names it. */
  readonly node: string | undefined;
  /** In ms since 1970. */
  readonly instant: number;
  readonly serial: number;
  readonly values: AuditValues;
}

export type AuditHead = Omit<AuditRecord, 'values'> & { readonly length: number };

/** `type=SYSCALL msg=audit(1795500000.123:45): `, as the daemon writes it, as it is relayed and as the kernel logs it. */
const HEAD =
  /^\s{0,20}(?:\[ {0,12}[\d.]{1,20}\] )?(?:node=(?<node>\S{1,255}) )?(?:audit: )?(?:type ?=(?<type>[A-Za-z0-9_]{1,40}(?:\[\d{1,6}\])?) )?(?:msg=)?audit\((?<time>\d{1,12}\.\d{3}):(?<serial>\d{1,12})\): {0,4}/;
const MARK = 'audit(';
/** Where the mark may stand: after a node's name and a type. */
const LATEST_MARK = 360;

/** Cheap, without false negatives. */
export function mayBeAudit(message: string): boolean {
  return message.slice(0, LATEST_MARK).includes(MARK);
}

/** What stands before the values; `undefined` when the message is no record of audit. */
export function readAuditHead(message: string): AuditHead | undefined {
  if (!mayBeAudit(message)) return undefined;
  const match = HEAD.exec(message);
  const { node, type, time, serial } = match?.groups ?? {};
  if (match === null || time === undefined || serial === undefined) return undefined;
  const instant = Math.round(Number(time) * 1_000);
  return { type: typeName(type ?? 'UNKNOWN'), node, instant, serial: Number(serial), length: match[0].length };
}

export function readAuditRecord(message: string): AuditRecord | undefined {
  const head = readAuditHead(message);
  if (head === undefined) return undefined;
  const { length, ...rest } = head;
  return { ...rest, values: readAuditValues(message.slice(length)) };
}
