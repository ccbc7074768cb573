const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Spans that end now, by the name they have in the address. */
export const PRESETS = [
  { last: '15m', label: 'Last 15 minutes', ms: 15 * MINUTE_MS },
  { last: '1h', label: 'Last hour', ms: HOUR_MS },
  { last: '24h', label: 'Last 24 hours', ms: DAY_MS },
  { last: '7d', label: 'Last 7 days', ms: 7 * DAY_MS },
  { last: '30d', label: 'Last 30 days', ms: 30 * DAY_MS },
] as const;

const USUAL = PRESETS[2];

const UNITS: Readonly<Record<string, number>> = {
  ...{ s: 1_000, m: MINUTE_MS, h: HOUR_MS },
  ...{ d: DAY_MS, w: 7 * DAY_MS },
};

/** A span that ends now. */
interface LastSpan {
  readonly last: string;
  readonly label: string;
  readonly ms: number;
}

/** Time range of a search; RFC 3339. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What an address may say of time: both ends, or a span that ends now. */
export interface GivenSpan {
  readonly last: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A span that ends now: any the address names, or the usual one; `undefined` when both ends are given. */
export function lastSpanOf({ last, from, to }: GivenSpan): LastSpan | undefined {
  if (isTime(from) && isTime(to)) return undefined;
  const preset = PRESETS.find((one) => one.last === last);
  const ms = last === undefined ? undefined : lengthOf(last);
  if (preset !== undefined || last === undefined || ms === undefined) return preset ?? USUAL;
  return { last, label: `Last ${last}`, ms };
}

/** How long `15m`, `4h`, `7d` or `2w` is, in milliseconds; `undefined` for anything else. */
export function lengthOf(text: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,3})\s?([smhdw])$/i.exec(text) ?? [];
  const ms = UNITS[unit.toLowerCase()];
  return count === undefined || ms === undefined ? undefined : Number(count) * ms;
}

/** The range as it is at this moment. */
export function spanOf(given: GivenSpan, now: Date): Span {
  const last = lastSpanOf(given);
  if (last === undefined) return { from: iso(given.from), to: iso(given.to) };
  return { from: new Date(now.getTime() - last.ms).toISOString(), to: now.toISOString() };
}

/** The range moved by its own length: 1 to the one after it, -1 to the one before. */
export function shifted({ from, to }: Span, step: 1 | -1): Span {
  const by = step * (Date.parse(to) - Date.parse(from));
  return { from: moved(from, by), to: moved(to, by) };
}

/** The range around a moment. */
export function spanAround(at: string, minutes: number): Span {
  return { from: moved(at, -minutes * MINUTE_MS), to: moved(at, minutes * MINUTE_MS) };
}

function moved(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}

function isTime(text: string | undefined): boolean {
  return text !== undefined && !Number.isNaN(Date.parse(text));
}

function iso(text: string | undefined): string {
  return new Date(text ?? '').toISOString();
}
