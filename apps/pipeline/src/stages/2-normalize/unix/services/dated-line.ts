/** A line of a server's own log: a time, in some a process, and the text. */
export interface DatedLine {
  readonly server: 'vsftpd' | 'exim' | 'cpanel';
  readonly time: string;
  readonly pid: number | undefined;
  readonly text: string;
}

const VSFTPD =
  /^(?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}) \[pid (?<pid>\d{1,10})\] (?<text>.*)$/s;
const CPANEL = /^\[(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})\] \w{1,20} \[cpsrvd\] (?<text>.*)$/s;
const EXIM = /^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: [+-]\d{4})?) (?:\[(?<pid>\d{1,10})\] )?(?<text>.*)$/s;
const EXIM_MARKS = [' authenticator failed for ', 'SMTP connection from ', 'SMTP protocol ', 'H='];

/** The text of a line that a server has dated itself; `undefined` when it is of none of them. */
export function readDatedLine(message: string): DatedLine | undefined {
  const first = message.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39)
    return lineOf('exim', EXIM_MARKS.some((mark) => message.includes(mark)) ? EXIM : undefined, message);
  if (first === 0x5b) return lineOf('cpanel', message.includes(' [cpsrvd] ') ? CPANEL : undefined, message);
  return message.includes(' [pid ') ? lineOf('vsftpd', VSFTPD, message) : undefined;
}

function lineOf(server: DatedLine['server'], form: RegExp | undefined, message: string): DatedLine | undefined {
  const { time, pid, text } = form?.exec(message)?.groups ?? {};
  if (time === undefined || text === undefined) return undefined;
  return { server, time, pid: pid === undefined ? undefined : Number(pid), text };
}
