/** How Cisco's devices name a message, and what they write before it. */
export interface CiscoMark {
  /** `ASA`, `SEC`, `LINEPROTO`, with its further parts: `PKT_INFRA-LINK`. */
  readonly facility: string;
  /** 0 to 7. */
  readonly severity: number;
  /** `106023`, `IPACCESSLOGP`. */
  readonly code: string;
  /** The device's own clock, as written; `undefined` when it is not there. */
  readonly time: string | undefined;
  readonly text: string;
}

const MARK = /%([A-Z][A-Z0-9_]{1,40}(?:-[A-Za-z][A-Za-z0-9_]{0,40}){0,2})-([0-7])-([A-Z0-9_]{2,60})\s*:\s*/y;
const TIME = /([A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: ([A-Za-z]{2,5}))?: ?$/;
/** Numbers, a name and a clock may stand before the mark. */
const LONGEST_PREFIX = 200;
const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;

/** Cheap, without false negatives. */
export function mayHaveMark(message: string): boolean {
  const at = message.indexOf('%');
  const next = message.charCodeAt(at + 1);
  return at >= 0 && at <= LONGEST_PREFIX && next >= CAPITAL_A && next <= CAPITAL_Z;
}

/** `%ASA-4-106023: Deny tcp …`, `3924: *Oct  6 03:32:04.114 UTC: %SEC-6-IPACCESSLOGP: list …`. */
export function readMark(message: string): CiscoMark | undefined {
  const at = message.indexOf('%');
  MARK.lastIndex = at;
  const [mark, facility = '', severity, code = ''] = MARK.exec(message) ?? [];
  if (mark === undefined) return undefined;
  const text = message.slice(at + mark.length).trim();
  return { facility, severity: Number(severity), code, time: readTime(message.slice(0, at)), text };
}

/** A zone that nobody knows is no reason to lose the time. */
function readTime(prefix: string): string | undefined {
  const [, time, zone] = TIME.exec(prefix) ?? [];
  if (time === undefined) return undefined;
  return zone !== undefined && /^(?:UTC|GMT|CE?S?T|[ECMP][SD]T)$/i.test(zone) ? `${time} ${zone.toUpperCase()}` : time;
}
