import { parseTime, type TimeFrame } from '../../time/parse-time';
import { PRIORITY, readBareHeader, readCiscoHeader, readRfc3164Header } from './rfc3164-header';
import { readRfc5424Header } from './rfc5424-header';
import type { SyslogHeader } from './syslog-header';

/** A header with the instant its time means. */
export interface DatedHeader {
  readonly header: SyslogHeader;
  /** In ms since 1970; absent when the header names no time or none that can be read. */
  readonly instant: number | undefined;
}

const PRIORITY_AT_START = new RegExp(PRIORITY, 'y');

/** Cheap, without false negatives: whether a look at the whole header is worth while. */
export function mayHaveHeader(message: string): boolean {
  const first = message.charCodeAt(0);
  const isCapital = first >= 0x41 && first <= 0x5a;
  const isDigit = first >= 0x30 && first <= 0x39;
  const startsLikeTime = (isCapital && message.charCodeAt(3) === 0x20) || (isDigit && message.charCodeAt(4) === 0x2d);
  return startsLikeTime || first === 0x3c || first === 0x20 || isStored(message);
}

/**
 * The header of a message.
 * @param isSyslog the message came by syslog, where a priority alone is a header.
 * @returns `undefined` when there is none.
 */
export function readHeader(message: string, isSyslog: boolean, frame: TimeFrame): DatedHeader | undefined {
  const priority = readPriorityText(message);
  const header = readTimedHeader(message, priority);
  const instant = header?.time === undefined ? undefined : parseTime(header.time, frame);
  if (header !== undefined && (instant !== undefined || header.rfc5424 !== undefined)) return { header, instant };
  // A time that is none stays in the text.
  return priority !== undefined && isSyslog
    ? { header: readBareHeader(message, priority), instant: undefined }
    : undefined;
}

function readPriorityText(message: string): string | undefined {
  PRIORITY_AT_START.lastIndex = 0;
  return PRIORITY_AT_START.exec(message)?.[0];
}

/** Some daemons write RFC 5424 into files as it came but for the priority. */
function readStoredHeader(message: string): SyslogHeader | undefined {
  return isStored(message) ? readRfc5424Header(message, undefined) : undefined;
}

/** `1 2026-…`: a version and a time. */
function isStored(message: string): boolean {
  return message.startsWith('1 ') && message.charCodeAt(6) === 0x2d && message.charCodeAt(12) === 0x54;
}

function readTimedHeader(message: string, priority: string | undefined): SyslogHeader | undefined {
  if (priority === undefined) return readStoredHeader(message) ?? readRfc3164Header(message, undefined);
  return (
    readRfc5424Header(message, priority) ?? readRfc3164Header(message, priority) ?? readCiscoHeader(message, priority)
  );
}
