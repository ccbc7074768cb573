/** What stands before the text of a line in the form of RFC 3164, as syslog daemons write it into files. */
export interface SyslogHeader {
  readonly priority: string | undefined;
  /** As written; has no year as a rule. */
  readonly time: string;
  readonly host: string | undefined;
  readonly program: string | undefined;
  readonly pid: number | undefined;
  readonly text: string;
}

const HEADER =
  /^ ?(?<priority><\d{1,3}>)?(?<time>[A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?) (?<rest>.*)$/s;
const TAG = /^(?<program>[^\s:[\]]{1,128})(?:\[(?<pid>\d{1,10})\])?:(?: (?<text>.*))?$/s;
const HOST = /^(?<host>[^\s:[\]]{1,255}|[0-9a-fA-F:.]{2,45}) (?<rest>.*)$/s;

/** Cheap, without false negatives: whether a look at the whole header is worth while. */
export function mayHaveHeader(message: string): boolean {
  const first = message.charCodeAt(0);
  const isCapital = first >= 0x41 && first <= 0x5a;
  return (isCapital && message.charCodeAt(3) === 0x20) || first === 0x3c || first === 0x20;
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
