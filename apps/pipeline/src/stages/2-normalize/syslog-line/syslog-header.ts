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
const START = new RegExp(` ?(<\\d{1,3}>)?(${SHORT_TIME}|${FULL_TIME}) `, 'y');
/** `sshd[24200]:`, `kernel:` */
const TAG = /^([^\s:[\]]{1,128})(?:\[(\d{1,10})\])?:$/;
/** A name or an address; IPv6 has colons but does not end with one, as a tag does. */
const HOST = /^[^\s[\]]{0,254}[^\s:[\]]$/;

interface Tag {
  readonly program: string;
  readonly pid: number | undefined;
}

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
  START.lastIndex = 0;
  const [start, priority, time] = START.exec(message) ?? [];
  if (start === undefined || time === undefined) return undefined;
  const first = wordAt(message, start.length);
  // Without a host the tag stands first.
  const bareTag = readTag(first);
  if (bareTag !== undefined)
    return headerOf({ priority, time, host: undefined }, bareTag, after(message, start, first));
  if (!HOST.test(first)) return headerOf({ priority, time, host: undefined }, undefined, message.slice(start.length));
  const rest = after(message, start, first);
  const tagWord = wordAt(rest, 0);
  const tag = readTag(tagWord);
  return headerOf({ priority, time, host: first }, tag, tag === undefined ? rest : rest.slice(tagWord.length + 1));
}

function headerOf(
  start: Pick<SyslogHeader, 'priority' | 'time' | 'host'>,
  tag: Tag | undefined,
  text: string,
): SyslogHeader {
  return { ...start, program: tag?.program, pid: tag?.pid, text };
}

function wordAt(text: string, from: number): string {
  const end = text.indexOf(' ', from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

function after(message: string, start: string, word: string): string {
  return message.slice(start.length + word.length + 1);
}

function readTag(word: string): Tag | undefined {
  if (!word.endsWith(':')) return undefined;
  const [, program, pid] = TAG.exec(word) ?? [];
  return program === undefined ? undefined : { program, pid: pid === undefined ? undefined : Number(pid) };
}
