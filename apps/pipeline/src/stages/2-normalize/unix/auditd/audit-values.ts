/** Values by key, decoded; what audit has no value for is left out. */
export type AuditValues = Readonly<Record<string, string>>;

const PAIR = /(?<![\w-])(?<key>[A-Za-z_][\w-]{0,40}(?:\[\d{1,4}\])?)=(?<value>"[^"]*"|'[^']*'|\S*)/g;
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
  let pairs = 0;
  for (const { groups } of text.matchAll(PAIR)) {
    const { key = '', value = '' } = groups ?? {};
    if ((pairs += 1) > MAX_PAIRS) return;
    // A message of a program in user space, with pairs of its own.
    if (key === 'msg' && value.startsWith("'") && value.length > 1) readInto(values, value.slice(1, -1), isCall);
    else setValue(values, key, value, isCall);
  }
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
