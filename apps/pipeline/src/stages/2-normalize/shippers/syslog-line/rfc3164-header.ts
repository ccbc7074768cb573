import type { SyslogHeader } from './syslog-header';

/** Of 0 to 191; anything else in its place is text. */
export const PRIORITY = String.raw`<(?:\d\d?|1[0-8]\d|19[01])>`;
const SHORT_TIME = String.raw`[A-Z][a-z]{2} (?: \d|\d\d?) (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?`;
const FULL_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)`;
/** Only where a priority shows that it is a header: programs write such times before lines of other forms. */
const LOOSE_TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;
const START_AFTER_PRIORITY = new RegExp(` ?${PRIORITY} ?(${SHORT_TIME}|${LOOSE_TIME}) `, 'y');
/** As `log show` of macOS prints it; two blanks stand behind it. */
const MACOS_TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}[+-]\d{4}`;
const START = new RegExp(` ?(?:(${SHORT_TIME}|${FULL_TIME})|(${MACOS_TIME}) ) `, 'y');
/** Cisco's devices: numbers, their name and a mark for a clock that is not set may stand before the time. */
const CISCO_START = new RegExp(
  `(?:\\d{1,10}: )?(?:(?!\\d{1,10}: )([^\\s:]{1,255}): )?(?:\\d{1,10}: )?[*.]?(${SHORT_TIME}(?: [A-Z]{3,4})?): (?=%)`,
  'y',
);
/** `sshd[24200]:`, `kernel:`; Cisco's `%SYS-5-CONFIG_I:` is part of the text. */
const TAG = /^([^\s:[\]%][^\s:[\]]{0,127})(?:\[(\d{1,10})\])?:$/;
/** A name or an address; IPv6 has colons but does not end with one, as a tag does. */
const HOST = /^[^\s[\]]{0,254}[^\s:[\]]$/;

interface Tag {
  readonly program: string;
  readonly pid: number | undefined;
}

/** What is left when no time can be read: the priority and, if it is written with its process id, the program. */
export function readBareHeader(message: string, priority: string): SyslogHeader {
  const text = message.slice(priority.length).trimStart();
  const word = wordAt(text, 0);
  const tag = word.endsWith(']:') ? readTag(word) : undefined;
  return headerOf({ priority, time: undefined, host: undefined }, tag, tag ? text.slice(word.length + 1) : text);
}

/** Time, host and tag, of which the last two may be missing. `undefined` when the message does not start with a time. */
export function readRfc3164Header(message: string, priority: string | undefined): SyslogHeader | undefined {
  const form = priority === undefined ? START : START_AFTER_PRIORITY;
  form.lastIndex = 0;
  const [start, syslogTime, macosTime] = form.exec(message) ?? [];
  if (start === undefined) return undefined;
  const time = syslogTime ?? macosTime;
  const first = wordAt(message, start.length);
  // Without a host the tag stands first.
  const bareTag = readTag(first);
  if (bareTag !== undefined)
    return headerOf({ priority, time, host: undefined }, bareTag, after(message, start, first));
  if (!HOST.test(first)) return headerOf({ priority, time, host: undefined }, undefined, message.slice(start.length));
  const rest = after(message, start, first).replace(/^: /, '');
  const tagWord = wordAt(rest, 0);
  const tag = readTag(tagWord);
  if (tag === undefined) return readCloseTag({ priority, time, host: first }, rest, tagWord);
  return headerOf({ priority, time, host: first }, tag, rest.slice(tagWord.length + 1));
}

/** The header of Cisco's devices. */
export function readCiscoHeader(message: string, priority: string): SyslogHeader | undefined {
  CISCO_START.lastIndex = priority.length;
  const [start, host, time] = CISCO_START.exec(message) ?? [];
  if (start === undefined) return undefined;
  return headerOf({ priority, time, host }, undefined, message.slice(CISCO_START.lastIndex));
}

/** Behind a process id no blank is needed: `app[42]:text`. */
function readCloseTag(start: HeaderStart, rest: string, word: string): SyslogHeader {
  const end = word.indexOf(']:');
  const tag = end < 0 ? undefined : readTag(word.slice(0, end + 2));
  return headerOf(start, tag, tag === undefined ? rest : rest.slice(end + 2));
}

type HeaderStart = Pick<SyslogHeader, 'priority' | 'time' | 'host'>;

function headerOf(start: HeaderStart, tag: Tag | undefined, text: string): SyslogHeader {
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
