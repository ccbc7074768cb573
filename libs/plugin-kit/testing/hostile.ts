/** A small generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS = [
  '',
  ' ',
  '-',
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '9223372036854775808',
  '2026-02-30T25:61:61Z',
  'Feb 29 12:00:00',
  '256.1.1.1',
  '10.0.0.1',
  '8.8.8.8',
  '::ffff:8.8.8.8',
  'fe80::1%eth0',
  '2001:db8::1',
  '10.0.0.0/8',
  'host.example',
  '__proto__',
  '<191>',
  'sshd[99999999999999999999]',
  'Dec 10 06:55:46 host sshd[1]: Failed password for root from 8.8.8.8 port 22 ssh2',
  'Failed password for invalid user a from b port c from 8.8.8.8 port 22 ssh2',
  'message repeated 99999999999999999999 times: [ Accepted ]',
  '\u0000\u0007\ud800',
  '\u202egnp.exe',
  '%s%n{{7*7}}<script>',
  'a'.repeat(9_000),
  `${'('.repeat(500)}${'a'.repeat(500)}`,
];

const NUMBERS = [0, -0, -1, 1.5, 22, 65_536, 2 ** 53, -(2 ** 63), Number.MAX_VALUE, Number.MIN_VALUE, NaN, Infinity];

/** Keys that mean something to somebody. */
const KEYS = [
  '@timestamp',
  'utctimestamp',
  'timestamp',
  'message',
  'summary',
  'hostname',
  'host',
  'host.name',
  'source',
  'source.ip',
  'sourceipaddress',
  'destination',
  'destinationport',
  'user',
  'username',
  'user.name',
  'severity',
  'log.level',
  'facility',
  'processid',
  'process',
  'process.name',
  'tags',
  'category',
  'event',
  'event.outcome',
  'success',
  'status',
  'details',
  'fields',
  'details.x_int',
  'fields.a.b',
  'related',
  'related.ip',
  'x-forwarded-for',
  'error',
  'tocsin',
  '__proto__',
  'constructor',
  'toString',
  '',
  'a.b.c',
];

const TOP_DEPTH = 3;

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** A value nobody expects: any JSON type, broken texts, numbers off every scale, nested up to a depth. */
export function hostileValue(random: () => number, depth = TOP_DEPTH): unknown {
  const kind = random();
  if (kind < 0.45) return pick(random, TEXTS);
  if (kind < 0.65) return pick(random, NUMBERS);
  if (kind < 0.75) return pick<unknown>(random, [null, true, false]);
  if (depth === 0) return [];
  if (kind < 0.87) return Array.from({ length: Math.floor(random() * 4) }, () => hostileValue(random, depth - 1));
  return hostileRecord(random, depth - 1);
}

/** An object of hostile values under keys that mean something, others, and `__proto__` as a key of its own. */
export function hostileRecord(random: () => number, depth = TOP_DEPTH): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const size = Math.floor(random() * (depth === TOP_DEPTH ? 12 : 4));
  for (let n = 0; n < size; n += 1) {
    const key = random() < 0.9 ? pick(random, KEYS) : pick(random, TEXTS);
    const value = hostileValue(random, depth);
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return record;
}
