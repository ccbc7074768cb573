import { randomInt } from 'node:crypto';

/** Half of a table stays free, so that a look-up meets few others. */
const FILL = 0.6;
const FIRST_CAPACITY = 1 << 12;
/** Nobody outside can prepare two keys that are taken for one. */
const SEEDS = [randomInt(2 ** 32), randomInt(2 ** 32)] as const;
/** Of a key that was deleted. */
const FORGOTTEN = 0xffff;
export const DAY_MS = 86_400_000;

/**
 * The day each key was last seen, by a 64-bit hash of the key, in arrays of numbers: ten bytes for a place instead of a hundred for an
 * entry of a map. Two keys with one hash are taken for one, which of five million happens once in a million tables.
 */
export class SeenTable {
  private high = new Uint32Array(FIRST_CAPACITY);
  private low = new Uint32Array(FIRST_CAPACITY);
  /** Days since 1970; 0 is a free place. */
  private days = new Uint16Array(FIRST_CAPACITY);
  private used = 0;

  /** @param maxKeys what comes when it is full is not remembered. */
  constructor(private readonly maxKeys: number) {}

  get size(): number {
    return this.used;
  }

  get isFull(): boolean {
    return this.used >= this.maxKeys;
  }

  /** Days since 1970, 0 when the key was never seen. */
  lastDay(key: string): number {
    const day = this.days[this.placeOf(hash(key, SEEDS[0]), hash(key, SEEDS[1]))] ?? 0;
    return day === FORGOTTEN ? 0 : day;
  }

  /** The place stays taken, so that others are found behind it. */
  forget(key: string): void {
    const place = this.placeOf(hash(key, SEEDS[0]), hash(key, SEEDS[1]));
    if (this.days[place] !== 0) this.days[place] = FORGOTTEN;
  }

  /** Remembers the later of the days. */
  see(key: string, day: number): void {
    const [high, low] = [hash(key, SEEDS[0]), hash(key, SEEDS[1])];
    const place = this.placeOf(high, low);
    const known = this.days[place] ?? 0;
    if (known === 0 && this.isFull) return;
    this.high[place] = high;
    this.low[place] = low;
    this.days[place] = Math.max(known === FORGOTTEN ? 0 : known, clampDay(day));
    if (known !== 0) return;
    this.used += 1;
    if (this.used > this.days.length * FILL) this.grow();
  }

  /** Where the key stands, or the free place where it would. */
  private placeOf(high: number, low: number): number {
    const mask = this.days.length - 1;
    let place = low & mask;
    while (this.days[place] !== 0 && (this.low[place] !== low || this.high[place] !== high)) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const { high, low, days } = this;
    const capacity = days.length * 2;
    [this.high, this.low, this.days] = [
      new Uint32Array(capacity),
      new Uint32Array(capacity),
      new Uint16Array(capacity),
    ];
    for (let at = 0; at < days.length; at += 1) {
      if (days[at] === 0) continue;
      const place = this.placeOf(high[at] as number, low[at] as number);
      this.high[place] = high[at] as number;
      this.low[place] = low[at] as number;
      this.days[place] = days[at] as number;
    }
  }
}

function clampDay(day: number): number {
  return Number.isFinite(day) ? Math.min(Math.max(Math.floor(day), 1), FORGOTTEN - 1) : 1;
}

/** FNV-1a over the characters, mixed at the end (murmur3's finalizer), so that keys that differ little stand far apart. */
function hash(key: string, seed: number): number {
  let state = 0x811c9dc5 ^ seed;
  for (let at = 0; at < key.length; at += 1) state = Math.imul(state ^ key.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
