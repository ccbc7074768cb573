/** A time as written. Without a year or a zone it has to be completed by what is known of source and receipt. */
export interface WrittenTime {
  readonly year: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** `Z`, `+01:00`, `CEST`; `undefined` when the text names none. */
  readonly zone: string | undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const ZONE = String.raw`(?:\s*(?<zone>Z|[A-Z]{3,4}|[+-]\d\d(?::?\d\d)?))?`;
const CLOCK = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?`;
const MONTH = String.raw`(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;

const form = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** Most frequent first; no text fits two of them. */
const FORMS: readonly RegExp[] = [
  // 2026-11-24T10:36:04.123456Z, 2026/11/24 10:36:04 +0100, 2026-11-24
  form(String.raw`(?<year>\d{4})[-/](?<month>\d\d?)[-/](?<day>\d\d?)(?:[T ]\s*${CLOCK}${ZONE})?`),
  // Dec 10 06:55:46, Dec  1 2017 06:55:46.123 UTC, Mon Dec 10 06:55:46 CET 2017
  form(
    String.raw`${WEEKDAY}${MONTH}\s+(?<day>\d\d?)(?:,?\s+(?<year>\d{4}))?\s+${CLOCK}${ZONE}(?:\s+(?<lastYear>\d{4}))?`,
  ),
  // Sun, 10 Dec 2017 06:55:46 +0000, 10/Dec/2017:06:55:46 +0000
  form(String.raw`${WEEKDAY}(?<day>\d\d?)[ /-]${MONTH}[ /-](?<year>\d{4})[ :T]\s*${CLOCK}${ZONE}`),
  // 20171210T065546Z, 20171210065546
  form(
    String.raw`(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)T?(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)${ZONE}`,
  ),
  // 12/10/2017 6:55:46 PM: month first, as everywhere where AM and PM are written
  form(String.raw`(?<month>\d\d?)/(?<day>\d\d?)/(?<year>\d{4}),?\s+${CLOCK}(?:\s*(?<half>AM|PM))?${ZONE}`),
];

/** Reads a time in any of the forms logs use, but for epochs; `undefined` when it is none. */
export function readWrittenTime(text: string): WrittenTime | undefined {
  for (const pattern of FORMS) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return timeOf(groups);
  }
  return undefined;
}

function timeOf(groups: Groups): WrittenTime | undefined {
  const year = groups['year'] ?? groups['lastYear'];
  const time: WrittenTime = {
    year: year === undefined ? undefined : Number(year),
    month: monthOf(groups['month'] ?? ''),
    day: Number(groups['day']),
    hour: hourOf(Number(groups['hour'] ?? 0), groups['half']),
    minute: Number(groups['minute'] ?? 0),
    second: Number(groups['second'] ?? 0),
    millisecond: Number((groups['fraction'] ?? '').padEnd(3, '0').slice(0, 3)),
    zone: groups['zone'],
  };
  return isOnTheClock(time) ? time : undefined;
}

function monthOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** Allows a leap second. */
function isOnTheClock({ month, day, hour, minute, second }: WrittenTime): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
}
