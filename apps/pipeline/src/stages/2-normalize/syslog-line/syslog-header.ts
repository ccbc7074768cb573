/**
 * What stands before the text of a line as syslog daemons write it into files: in the form of RFC 3164, or with the full time that
 * newer ones put in its place.
 */
export interface SyslogHeader {
  readonly priority: string | undefined;
  /** As written; most have no year. */
  readonly time: string;
  readonly host: string | undefined;
  readonly program: string | undefined;
  readonly pid: number | undefined;
  readonly text: string;
}

const SHORT_TIME = String.raw`[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?`;
const FULL_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`;
const HEADER = new RegExp(`^ ?(?<priority><\\d{1,3}>)?(?<time>${SHORT_TIME}|${FULL_TIME}) (?<rest>.*)$`, 's');
const TAG = /^(?<program>[^\s:[\]]{1,128})(?:\[(?<pid>\d{1,10})\])?:(?: (?<text>.*))?$/s;
const HOST = /^(?<host>[^\s:[\]]{1,255}|[0-9a-fA-F:.]{2,45}) (?<rest>.*)$/s;

/** Cheap, without false negatives: whether a look at the whole header is worth while. */
export function mayHaveHeader(message: string): boolean {
  const first = message.charCodeAt(0);
  const isCapital = first >= 0x41 && first <= 0x5a;
  const isDigit = first >= 0x30 && first <= 0x39;
  const startsLikeTime = (isCapital && message.charCodeAt(3) === 0x20) || (isDigit && message.charCodeAt(4) === 0x2d);
  return startsLikeTime || first === 0x3c || first === 0x20;
}

/** `undefined` when the message does not start with a header. */
export function readSyslogHeader(message: string): SyslogHeader | undefined {
  const header = HEADER.exec(message)?.groups;
  if (header === undefined) return undefined;
  const { priority, time = '', rest = '' } = header;
  // Without a host the tag stands first; a host has no colon after it.
  const bare = TAG.exec(rest)?.groups;
  const hosted = bare === undefined ? HOST.exec(rest)?.groups : undefined;
  const tag = bare ?? TAG.exec(hosted?.['rest'] ?? '')?.groups;
  return {
    priority,
    time,
    host: hosted?.['host'],
    program: tag?.['program'],
    pid: tag?.['pid'] === undefined ? undefined : Number(tag['pid']),
    text: tag === undefined ? (hosted?.['rest'] ?? rest) : (tag['text'] ?? ''),
  };
}
