import { readStructuredData, type StructuredData } from './structured-data';
import type { SyslogHeader } from './syslog-header';

const VERSION = /[1-9]\d{0,2} /y;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const BYTE_ORDER_MARK = '\ufeff';
const LONGEST_WORD = 256;

/**
 * The header of RFC 5424 that follows a priority, if there is one: version, time, host, program, process, kind of message and structured data,
 * each `-` when the sender does not know it.
 * @returns `undefined` when the message has another form.
 */
export function readRfc5424Header(message: string, priority: string | undefined): SyslogHeader | undefined {
  VERSION.lastIndex = priority?.length ?? 0;
  const version = VERSION.exec(message)?.[0].trimEnd();
  if (version === undefined) return undefined;
  let at = VERSION.lastIndex;
  const words: string[] = [];
  while (words.length < 5) {
    const end = message.indexOf(' ', at);
    if (end <= at || end - at > LONGEST_WORD) return undefined;
    words.push(message.slice(at, end));
    at = end + 1;
  }
  const [time = '', host, appname, procid, msgid] = words;
  if (time !== '-' && !TIME.test(time)) return undefined;
  const { text, data } = readRest(message, at);
  return {
    priority,
    time: valueOf(time),
    host: valueOf(host),
    program: valueOf(appname),
    pid: procid !== undefined && /^\d{1,10}$/.test(procid) ? Number(procid) : undefined,
    text,
    rfc5424: {
      version,
      appname: valueOf(appname),
      procid: valueOf(procid),
      msgid: valueOf(msgid),
      structuredData: data,
    },
  };
}

/** Data that is not in its form is left to the text, so that nothing of it is lost. */
function readRest(message: string, start: number): { text: string; data: StructuredData | undefined } {
  const read = readStructuredData(message, start);
  const text = message.slice(read === undefined ? start : read.end + 1);
  return { text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text, data: read?.data };
}

function valueOf(word: string | undefined): string | undefined {
  return word === '-' ? undefined : word;
}
