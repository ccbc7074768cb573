/** Addresses count units, so that 32 bits reach 32 GiB. */
const UNIT = 8;
const CHUNK_BYTES = 4 * 1024 ** 2;
const CHUNK_UNITS = CHUNK_BYTES / UNIT;

/** Where something is kept in an {@link Arena}; 0 is nowhere. */
export type Address = number;

/**
 * Bytes outside of the heap: a million terms as objects would be looked at by every garbage collection. What is freed is used
 * again for something of the same size.
 */
export class Arena {
  private readonly chunks: Buffer[] = [];
  private readonly freed = new Map<number, Address[]>();
  private next = 1;
  private used = 0;

  /** Bytes in use, without those that wait to be used again. */
  get bytes(): number {
    return this.used * UNIT;
  }

  /** @throws {RangeError} for more than 4 MiB. */
  allocate(bytes: number): Address {
    const units = unitsOf(bytes);
    if (units >= CHUNK_UNITS) throw new RangeError('It is too large to be kept.');
    this.used += units;
    return this.freed.get(units)?.pop() ?? this.append(units);
  }

  free(address: Address, bytes: number): void {
    const units = unitsOf(bytes);
    this.used -= units;
    const same = this.freed.get(units);
    if (same === undefined) this.freed.set(units, [address]);
    else same.push(address);
  }

  /** The chunk of an address; see {@link offsetOf}. */
  chunkOf(address: Address): Buffer {
    return this.chunks[Math.floor(address / CHUNK_UNITS)] as Buffer;
  }

  offsetOf(address: Address): number {
    return (address % CHUNK_UNITS) * UNIT;
  }

  /** Nothing reaches over the end of a chunk. */
  private append(units: number): Address {
    if ((this.next % CHUNK_UNITS) + units > CHUNK_UNITS)
      this.next = (Math.floor(this.next / CHUNK_UNITS) + 1) * CHUNK_UNITS;
    const address = this.next;
    this.next += units;
    while (this.chunks.length * CHUNK_UNITS < this.next) this.chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
    return address;
  }
}

function unitsOf(bytes: number): number {
  return Math.ceil(bytes / UNIT);
}
