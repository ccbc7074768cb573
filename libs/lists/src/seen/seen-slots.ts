/** Of all slots, as many may be taken before they are doubled: runs of taken slots stay short. */
const MAX_LOAD = 0.75;

/** Open addressing over typed arrays, ten bytes a slot: a 64-bit hash and a day. Day 0 marks a free slot. */
export class SeenSlots {
  taken = 0;
  readonly days: Uint16Array;
  private readonly highs: Uint32Array;
  private readonly lows: Uint32Array;
  private readonly mask: number;

  /** Slots for so many keys without growing; at least 16. */
  constructor(keys: number) {
    const slots = 2 ** Math.max(4, Math.ceil(Math.log2(keys / MAX_LOAD)));
    this.mask = slots - 1;
    this.days = new Uint16Array(slots);
    this.highs = new Uint32Array(slots);
    this.lows = new Uint32Array(slots);
  }

  get bytes(): number {
    return this.days.byteLength + this.highs.byteLength + this.lows.byteLength;
  }

  get isFull(): boolean {
    return this.taken >= this.days.length * MAX_LOAD;
  }

  /** The slot of the hash, or the free one where it belongs. */
  slotOf(high: number, low: number): number {
    let slot = low & this.mask;
    while (this.days[slot] !== 0 && !(this.lows[slot] === low && this.highs[slot] === high))
      slot = (slot + 1) & this.mask;
    return slot;
  }

  /** Takes a free slot that `slotOf` answered. */
  take(slot: number, high: number, low: number, day: number): void {
    this.highs[slot] = high;
    this.lows[slot] = low;
    this.days[slot] = day;
    this.taken += 1;
  }

  /** Copies the keys last seen on `oldest` or later. */
  copyTo(target: SeenSlots, oldest: number): void {
    for (let slot = 0; slot < this.days.length; slot += 1) {
      const [day, high, low] = [this.days[slot] ?? 0, this.highs[slot] ?? 0, this.lows[slot] ?? 0];
      if (day >= oldest) target.take(target.slotOf(high, low), high, low, day);
    }
  }
}
