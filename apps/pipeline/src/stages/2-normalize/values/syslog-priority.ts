/** RFC 5424 severities by number. */
const SEVERITIES = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'informational', 'debug'] as const;

/** Other words for them. */
const SEVERITY_WORDS: Readonly<Record<string, number>> = {
  emerg: 0,
  panic: 0,
  crit: 2,
  fatal: 2,
  err: 3,
  severe: 3,
  warn: 4,
  information: 6,
  info: 6,
  verbose: 7,
  trace: 7,
};

/** RFC 5424 facilities by number, under the names syslog.conf uses. */
const FACILITIES = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['ntp', 'audit', 'alert', 'clock', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
] as const;

const SEVERITY_BY_WORD = new Map<string, number>([
  ...Object.entries(SEVERITY_WORDS),
  ...SEVERITIES.map((name, code) => [name, code] as const),
]);
const FACILITY_BY_NAME = new Map<string, number>([
  ['security', 4],
  ...FACILITIES.map((name, code) => [name, code] as const),
]);
const MAX_PRIORITY = 191;

export interface Coded {
  readonly code: number;
  readonly name: string;
}

export interface Priority {
  readonly severity: Coded;
  readonly facility: Coded;
}

/** A severity from its number (0 to 7) or any of its names. */
export function readSeverity(value: unknown): Coded | undefined {
  const number = wholeNumber(value);
  return coded(SEVERITIES, number ?? SEVERITY_BY_WORD.get(wordOf(value)));
}

/** A facility from its number (0 to 23) or name. */
export function readFacility(value: unknown): Coded | undefined {
  const number = wholeNumber(value);
  return coded(FACILITIES, number ?? FACILITY_BY_NAME.get(wordOf(value)));
}

/** Severity and facility from a PRI, `<86>` or 86. */
export function readPriority(value: unknown): Priority | undefined {
  const text = typeof value === 'string' ? /^<(\d{1,3})>$/.exec(value.trim())?.[1] : undefined;
  const number = wholeNumber(text ?? value);
  if (number === undefined || number > MAX_PRIORITY) return undefined;
  const severity = coded(SEVERITIES, number & 7);
  const facility = coded(FACILITIES, number >> 3);
  return severity && facility && { severity, facility };
}

function coded(names: readonly string[], code: number | undefined): Coded | undefined {
  const name = code === undefined ? undefined : names[code];
  return name === undefined || code === undefined ? undefined : { code, name };
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
