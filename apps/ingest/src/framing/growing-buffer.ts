const FIRST_CAPACITY = 1024;

/** Bytes collected piece by piece, at most twice as much memory as bytes however small the pieces are. */
export class GrowingBuffer {
  private bytes = Buffer.alloc(0);
  private used = 0;

  get length(): number {
    return this.used;
  }

  append(piece: Buffer): void {
    const needed = this.used + piece.length;
    if (needed > this.bytes.length) this.grow(needed);
    piece.copy(this.bytes, this.used);
    this.used = needed;
  }

  /** What was collected; the next piece starts anew in other memory. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.alloc(0);
    this.used = 0;
    return taken;
  }

  private grow(needed: number): void {
    const grown = Buffer.allocUnsafe(Math.max(FIRST_CAPACITY, this.bytes.length * 2, needed));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }
}
