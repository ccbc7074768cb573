/** 64 bits of a key as two unsigned halves, filled anew by each call of `hashKey`: nothing is allocated per look. */
export interface KeyHash {
  high: number;
  low: number;
}

/** Ends a value, so that `ab`, `c` and `a`, `bc` are different keys; a lone surrogate, which no well-formed text holds. */
const VALUE_END = 0xdfff;

/**
 * Hashes a list's name and the values of a key. Not a cryptographic hash: a random seed keeps two keys with one hash from being prepared
 * for every worker, no more.
 */
export function hashKey(into: KeyHash, seed: Readonly<KeyHash>, list: string, values: readonly string[]): void {
  into.high = seed.high;
  into.low = seed.low;
  mixText(into, list);
  for (const value of values) mixText(into, value);
  const { high, low } = into;
  into.high = finished(high ^ Math.imul(low, 0x9e3779b1));
  into.low = finished(low ^ Math.imul(high, 0x85ebca77));
}

function mixText(into: KeyHash, text: string): void {
  let { high, low } = into;
  for (let at = 0; at <= text.length; at += 1) {
    const unit = at === text.length ? VALUE_END : text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    high ^= high >>> 15;
    low = Math.imul(low ^ unit, 0x5f356495);
    low ^= low >>> 13;
  }
  into.high = high;
  into.low = low;
}

/** Spreads each bit over all others. */
function finished(half: number): number {
  let mixed = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
