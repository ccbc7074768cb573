/** Values by key, decoded; what audit has no value for is left out. */
export type AuditValues = Readonly<Record<string, string>>;

/** What is not printable, or has blanks, is written in hex, and only then without quotes. */
const ENCODED =
  /^(?:comm|exe|cwd|name|proctitle|cmd|acct|data|path|old-chroot|new-chroot|grp|dir|ocomm|a\d{1,4}(?:\[\d{1,4}\])?)$/;
const HEX = /^(?:[0-9A-F]{2})+$/;
const NOTHING = new Set(['', '?', '(null)', '(none)', '"?"', '""']);
const UNSET_ID = '4294967295';
const IDS = new Set(['auid', 'ses', 'uid', 'old-auid', 'old-ses', 'opid', 'oauid', 'oses']);
/** Stands between the record and its ids by name, where the daemon looks them up. */
const ENRICHED = '\u001d';
const ACCESS = /^avc: {1,4}(?<verdict>denied|granted) {1,4}\{ ?(?<permission>[^}]{0,200}?) ?\}/;
const KEY = /^[A-Za-z_][\w-]*(?:\[\d{1,4}\])?$/;
const LONGEST_KEY = 48;
/** More is no record; and every pair costs. */
const MAX_PAIRS = 600;

/** Reads the values of a record of a type; `isCall`: the arguments of system calls are numbers, whatever they look like. */
export function readAuditValues(text: string): AuditValues {
  const values = Object.create(null) as Record<string, string>;
  const isCall = text.includes('syscall=');
  readInto(values, text.replaceAll(ENRICHED, ' '), isCall);
  const access = ACCESS.exec(text)?.groups;
  if (access !== undefined) Object.assign(values, access);
  return values;
}

function readInto(values: Record<string, string>, text: string, isCall: boolean): void {
  let at = 0;
  for (let pairs = 0; pairs < MAX_PAIRS; pairs += 1) {
    const sign = text.indexOf('=', at);
    if (sign < 0) return;
    const key = text.slice(keyStart(text, at, sign), sign);
    const end = valueEnd(text, sign + 1);
    const value = text.slice(sign + 1, end);
    at = end;
    // A message of a program in user space, with pairs of its own.
    if (key === 'msg' && value.startsWith("'"))
      readInto(values, value.slice(1, value.endsWith("'") ? -1 : undefined), isCall);
    else if (key !== '') setValue(values, key, value, isCall);
  }
}

/** A key is what stands between the last blank and the sign; of anything else there is none. */
function keyStart(text: string, from: number, sign: number): number {
  const start = Math.max(from, sign - LONGEST_KEY, text.lastIndexOf(' ', sign - 1) + 1);
  const first = text[start] === '(' ? start + 1 : start;
  return KEY.test(text.slice(first, sign)) ? first : sign;
}

function valueEnd(text: string, start: number): number {
  const quote = text[start];
  const closing = quote === '"' || quote === "'" ? text.indexOf(quote, start + 1) : -1;
  if (closing >= 0) return closing + 1;
  const blank = text.indexOf(' ', start);
  return blank < 0 ? text.length : blank;
}

function setValue(values: Record<string, string>, key: string, raw: string, isCall: boolean): void {
  if (NOTHING.has(raw) || key in values || (raw === UNSET_ID && IDS.has(key))) return;
  const value = isCall && /^a\d$/.test(key) ? raw : decoded(key, raw);
  if (value !== '') values[key] = value;
}

function decoded(key: string, raw: string): string {
  const first = raw[0];
  if (first === '"' || first === "'") return raw.length > 1 && raw.endsWith(first) ? raw.slice(1, -1) : raw;
  // The programs that write a message in quotes put a comma or a bracket after a value.
  const bare = raw.replace(/[,)]$/, '');
  return ENCODED.test(key) && HEX.test(bare) ? Buffer.from(bare, 'hex').toString('utf8') : bare;
}
