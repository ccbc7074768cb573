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

/** The preset that is meant; `undefined` when both ends are given. */
export function presetOf({ last, from, to }: GivenSpan): (typeof PRESETS)[number] | undefined {
  if (isTime(from) && isTime(to)) return undefined;
  return PRESETS.find((preset) => preset.last === last) ?? USUAL;
}

/** The range as it is at this moment. */
export function spanOf(given: GivenSpan, now: Date): Span {
  const preset = presetOf(given);
  if (preset === undefined) return { from: iso(given.from), to: iso(given.to) };
  return { from: new Date(now.getTime() - preset.ms).toISOString(), to: now.toISOString() };
}

/** The range around a moment. */
export function spanAround(at: string, minutes: number): Span {
  const middle = Date.parse(at);
  const [from, to] = [middle - minutes * MINUTE_MS, middle + minutes * MINUTE_MS];
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function isTime(text: string | undefined): boolean {
  return text !== undefined && !Number.isNaN(Date.parse(text));
}

function iso(text: string | undefined): string {
  return new Date(text ?? '').toISOString();
}
