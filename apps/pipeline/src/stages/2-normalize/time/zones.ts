const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
/** Offsets change at quarters of an hour at most; a day of events in ten zones fits. */
const MAX_CACHED = 1_000;

const formats = new Map<string, Intl.DateTimeFormat | undefined>();
const offsets = new Map<string, number>();

/** Zones that stand in time stamps by name, in minutes east of Greenwich: those of RFC 2822 and their neighbours. */
const NAMED: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
};

/** Minutes east of Greenwich of `Z`, `+01:00`, `-0330`, `+01` or a name; `undefined` when it is none. */
export function offsetOf(zone: string): number | undefined {
  const upper = zone.toUpperCase();
  const named = NAMED[upper];
  if (named !== undefined) return named;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(upper) ?? [];
  if (hours === undefined) return undefined;
  const size = Number(hours) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -size : size;
}

export function isKnownZone(zone: string): boolean {
  return zone === 'UTC' || formatOf(zone) !== undefined;
}

/** The instant at which clocks in a zone show a wall-clock time, both in ms since 1970. An unknown zone counts as UTC. */
export function instantOf(wallClock: number, zone: string): number {
  if (zone === 'UTC') return wallClock;
  // The first guess may stand on the other side of a change of clocks; the second does not.
  const guess = wallClock - offsetAt(wallClock, zone);
  return wallClock - offsetAt(guess, zone);
}

function offsetAt(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const cached = offsets.get(key);
  if (cached !== undefined) return cached;
  if (offsets.size >= MAX_CACHED) offsets.clear();
  const offset = readOffset(quarter * QUARTER_MS, zone);
  offsets.set(key, offset);
  return offset;
}

function readOffset(instant: number, zone: string): number {
  const format = formatOf(zone);
  if (format === undefined) return 0;
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  if (formats.size >= MAX_CACHED) formats.clear();
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    format = undefined; // The caller asks isKnownZone and says so on the event.
  }
  formats.set(zone, format);
  return format;
}
