/** A comma may also stand between the columns of a list. */
const CLOCK = String.raw`\d\d:\d\d(?::\d\d(?:\.\d{1,9}|,\d{3}(?=[\s\])]|$))?)?`;
const ZONE = String.raw`(?: ?(?:Z|[+-]\d\d:?\d\d))?`;
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';

/** Times that programs write before their lines, by how they start; most frequent first. */
const FORMS: readonly RegExp[] = [
  // 2026-11-24 10:00:00,123 and 2026/11/24T10:00:00.123+01:00
  new RegExp(String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]${CLOCK}${ZONE}(?![\d:])`, 'y'),
  // Tue Nov 24 10:00:00 CET 2026, Nov 24 10:00:00, Nov 24 2026 10:00:00
  new RegExp(
    String.raw`(?:[A-Z][a-z]{2},? )?${MONTH} [ \d]?\d(?: \d{4})? ${CLOCK}(?: [A-Z]{3,4})?(?: \d{4})?(?![\d:])`,
    'y',
  ),
  // 24/Nov/2026:10:00:00 +0000, 24 Nov 2026 10:00:00
  new RegExp(String.raw`\d\d?[/ -]${MONTH}[/ -]\d{4}[: T]${CLOCK}${ZONE}(?![\d:])`, 'y'),
  // 20261124 100000
  /(?:19|20)\d{6}[ T]\d{6}(?!\d)/y,
];
/** Forms that have to be put in order: 2026 Nov 24 10:00:00, 2026-Nov-24 10:00:00, date=2026-11-24 time=10:00:00. */
const YEAR_FIRST = new RegExp(String.raw`(\d{4})[ -](${MONTH})[ -](\d\d?) (${CLOCK})(?![\d:])`, 'y');
const KEYS = /(?:\w{1,30}="[^"]{0,60}" )?date=(\d{4}-\d\d-\d\d) time="?(\d\d:\d\d:\d\d)/y;
/** `W, [` of Ruby's logger, `681: *` of routers, `0,` of lists. */
const LEAD = /\s{0,4}(?:[A-Z], )?(?:\d{1,10}(?:: |,))?[[(<*.]?/y;

/** The time a line starts with, in a form that is generally understood; `undefined` when it starts otherwise. */
export function leadingTime(line: string): string | undefined {
  LEAD.lastIndex = 0;
  LEAD.exec(line);
  const start = LEAD.lastIndex;
  for (const form of FORMS) {
    const time = at(form, start, line)?.[0];
    if (time !== undefined) return /^\d{8} /.test(time) ? time.replace(' ', 'T') : time;
  }
  const [, year, month, day, clock] = at(YEAR_FIRST, start, line) ?? [];
  if (year !== undefined) return `${month} ${day} ${year} ${clock}`;
  const [, date, time] = at(KEYS, start, line) ?? [];
  return date === undefined ? undefined : `${date} ${time}`;
}

function at(form: RegExp, start: number, line: string): RegExpExecArray | null {
  form.lastIndex = start;
  return form.exec(line);
}

/** `[`, `(`, `<`, `*`, a blank, and `d` of `date=`. */
const OTHER_STARTS: ReadonlySet<number> = new Set([...'[(<* d'].map((char) => char.charCodeAt(0)));

/** Cheap, without false negatives: whether a look at the whole is worth while. */
export function mayHaveTime(line: string): boolean {
  const first = line.charCodeAt(0);
  const isDigit = first >= 0x30 && first <= 0x39;
  const isCapital = first >= 0x41 && first <= 0x5a;
  return isDigit || isCapital || OTHER_STARTS.has(first);
}
