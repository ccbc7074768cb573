import { hashKey, type KeyHash } from './key-hash';
import { SeenSlots } from './seen-slots';

/** Days since 1970 that fit a slot: from 2 January 1970 into the year 2149. */
const [FIRST_DAY, LAST_DAY] = [1, 0xffff];
/** So much of a full table is given up at once, so that making room stays rare. */
const GIVEN_UP_SHARE = 0.1;
const FIRST_ROOM = 1_024;

export interface SeenTableLimits {
  /** Most keys held. Beyond it the keys that were seen longest ago are forgotten, at least a tenth at once. */
  readonly maxKeys: number;
  /** Any 64 random bits, the same for the life of the table. */
  readonly seed: Readonly<KeyHash>;
}

/**
 * Remembers on which day each key of each list was last seen, in 10 bytes a slot whatever the length of the key. Keys are
 * told apart by 64 bits alone: by chance, a new one is taken for one of n known ones once in 2^64 / n times.
 */
export class SeenTable {
  /** Keys forgotten to stay within the limit. */
  forgotten = 0;
  private slots = new SeenSlots(FIRST_ROOM);
  private readonly hash: KeyHash = { high: 0, low: 0 };

  constructor(private readonly limits: SeenTableLimits) {}

  get size(): number {
    return this.slots.taken;
  }

  get bytes(): number {
    return this.slots.bytes;
  }

  /** Notes that the key was seen on the day (since 1970), and answers the last day it had been seen until now. */
  see(list: string, values: readonly string[], day: number): number | undefined {
    const { hash } = this;
    hashKey(hash, this.limits.seed, list, values);
    const seenOn = Math.min(LAST_DAY, Math.max(FIRST_DAY, Math.floor(day)));
    const slot = this.slots.slotOf(hash.high, hash.low);
    const before = this.slots.days[slot] ?? 0;
    if (before === 0) this.add(slot, seenOn);
    // Late events do not make a key look older than it is.
    else if (seenOn > before) this.slots.days[slot] = seenOn;
    return before === 0 ? undefined : before;
  }

  private add(slot: number, day: number): void {
    const { high, low } = this.hash;
    const hadRoom = !this.makeRoom();
    this.slots.take(hadRoom ? slot : this.slots.slotOf(high, low), high, low, day);
  }

  /** Whether the slots had to be replaced. */
  private makeRoom(): boolean {
    if (this.size >= this.limits.maxKeys) this.rebuild(new SeenSlots(this.limits.maxKeys), this.oldestKept());
    else if (this.slots.isFull) this.rebuild(new SeenSlots(Math.min(this.size * 2, this.limits.maxKeys)), FIRST_DAY);
    else return false;
    return true;
  }

  private rebuild(slots: SeenSlots, oldest: number): void {
    this.slots.copyTo(slots, oldest);
    this.forgotten += this.slots.taken - slots.taken;
    this.slots = slots;
  }

  /** The day from which on keys are kept so that at least the share is given up. */
  private oldestKept(): number {
    const keysOf = new Uint32Array(LAST_DAY + 1);
    for (const day of this.slots.days) keysOf[day] = (keysOf[day] ?? 0) + 1;
    let givenUp = 0;
    let day = FIRST_DAY;
    for (; day <= LAST_DAY && givenUp < this.limits.maxKeys * GIVEN_UP_SHARE; day += 1) givenUp += keysOf[day] ?? 0;
    return day;
  }
}
