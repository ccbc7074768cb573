/** A connection or a request through HAProxy, in its formats `tcplog` and `httplog`. */
export interface HaproxyLine {
  readonly client: string;
  readonly time: string;
  readonly frontend: string;
  readonly backend: string;
  readonly server: string;
  /** Milliseconds from start to end, the last of several. */
  readonly total: string;
  /** Absent for TCP. */
  readonly status: string | undefined;
  readonly bytes: string;
  /** Who ended the session and in which state: `--`, `SC--`. */
  readonly state: string;
  readonly request: string | undefined;
}

const LINE =
  /^(\S{3,80}) \[([^\]]{10,40})\] (\S{1,128}) (\S{1,128}?)\/(\S{1,128}) (-?\d{1,10}(?:\/[+-]?\d{1,10}){2,4}) (?:(-1|\d{3}) )?\+?(\d{1,18}) (?:\S+ \S+ )?([A-Za-z-]{2,4}) \d/;
const REQUEST = / "([^"]*)"?(?: |$)/;

/** `undefined` when the text is no such line. */
export function readHaproxyLine(text: string): HaproxyLine | undefined {
  const match = LINE.exec(text);
  if (match === null) return undefined;
  const [start, client = '', time = '', frontend = '', backend = '', server = '', timers = '', status, bytes = ''] =
    match;
  return {
    client,
    time,
    frontend: frontend.replace(/~$/, ''),
    backend,
    server,
    total: (timers.split('/').at(-1) ?? '').replace('+', ''),
    status,
    bytes,
    state: match[9] ?? '',
    request: status === undefined ? undefined : REQUEST.exec(text.slice(start.length))?.[1],
  };
}
