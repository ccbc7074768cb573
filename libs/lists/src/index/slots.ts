import type { Address } from './arena';

const EMPTY = 0;
/** Something was here: who looks for something that came later must go on. The first address is never given away as 1. */
const GONE = 0xffff_ffff;
const MAX_LOAD = 0.7;
const SMALLEST = 1_024;

/** A hash table from hashes to addresses, several for one hash if need be, in two flat arrays. */
export class Slots {
  private hashes = new Uint32Array(SMALLEST);
  private addresses = new Uint32Array(SMALLEST);
  private taken = 0;
  size = 0;

  get bytes(): number {
    return this.hashes.byteLength * 2;
  }

  /** Slots there are, for going through them in pieces. */
  get length(): number {
    return this.addresses.length;
  }

  add(hash: number, address: Address): void {
    if (this.taken + 1 > this.addresses.length * MAX_LOAD) this.rebuild();
    if (this.put(hash, address) === EMPTY) this.taken += 1;
    this.size += 1;
  }

  /** The first address of this hash, in the order of the table, for which the test answers true; 0 when none does. */
  find(hash: number, test: (address: Address) => boolean): Address {
    const slot = this.slotOf(hash, test);
    return slot === -1 ? EMPTY : (this.addresses[slot] as Address);
  }

  remove(hash: number, test: (address: Address) => boolean): void {
    const slot = this.slotOf(hash, test);
    if (slot === -1) return;
    this.addresses[slot] = GONE;
    this.size -= 1;
  }

  /** Addresses in a piece of the table with their hashes. The table may not be added to meanwhile. */
  *between(from: number, to: number): Generator<readonly [hash: number, address: Address]> {
    for (let slot = from; slot < Math.min(to, this.addresses.length); slot += 1) {
      const address = this.addresses[slot] as Address;
      if (address !== EMPTY && address !== GONE) yield [this.hashes[slot] as number, address];
    }
  }

  private slotOf(hash: number, test: (address: Address) => boolean): number {
    const mask = this.addresses.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const address = this.addresses[slot] as Address;
      if (address === EMPTY) return -1;
      if (address !== GONE && this.hashes[slot] === hash && test(address)) return slot;
    }
  }

  /** @returns what was in the slot: nothing, or something that is gone. */
  private put(hash: number, address: Address): number {
    const mask = this.addresses.length - 1;
    let slot = hash & mask;
    while (this.addresses[slot] !== EMPTY && this.addresses[slot] !== GONE) slot = (slot + 1) & mask;
    const before = this.addresses[slot] as number;
    this.hashes[slot] = hash;
    this.addresses[slot] = address;
    return before;
  }

  /** Twice as large, or as large as before where much of it is gone. */
  private rebuild(): void {
    const [hashes, addresses] = [this.hashes, this.addresses];
    const length = this.size > addresses.length * (MAX_LOAD / 2) ? addresses.length * 2 : addresses.length;
    this.hashes = new Uint32Array(length);
    this.addresses = new Uint32Array(length);
    this.taken = this.size;
    for (let slot = 0; slot < addresses.length; slot += 1) {
      const address = addresses[slot] as Address;
      if (address !== EMPTY && address !== GONE) this.put(hashes[slot] as number, address);
    }
  }
}
