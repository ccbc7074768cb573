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

/** Up to the name or process of the server. */
const LONGEST_HEAD = 64;

/** The text of a line that a server has dated itself; `undefined` when it is of none of them. */
export function readDatedLine(message: string): DatedLine | undefined {
  const head = message.slice(0, LONGEST_HEAD);
  if (head.startsWith('[')) return head.includes(' [cpsrvd] ') ? lineOf('cpanel', CPANEL, message) : undefined;
  if (head[3] === ' ') return head.includes(' [pid ') ? lineOf('vsftpd', VSFTPD, message) : undefined;
  const isDated = head[4] === '-' && head[10] === ' ';
  return isDated && EXIM_MARKS.some((mark) => message.includes(mark)) ? lineOf('exim', EXIM, message) : undefined;
}

function lineOf(server: DatedLine['server'], form: RegExp, message: string): DatedLine | undefined {
  const { time, pid, text } = form.exec(message)?.groups ?? {};
  if (time === undefined || text === undefined) return undefined;
  return { server, time, pid: pid === undefined ? undefined : Number(pid), text };
}
