/** Which lengths of prefixes there are, the longest first: an address is looked for once under each. */
export class PrefixLengths {
  private readonly counts = new Map<number, number>();
  longestFirst: readonly number[] = [];

  add(bits: number): void {
    this.change(bits, 1);
  }

  remove(bits: number): void {
    this.change(bits, -1);
  }

  private change(bits: number, by: number): void {
    const count = (this.counts.get(bits) ?? 0) + by;
    if (count > 0) this.counts.set(bits, count);
    else this.counts.delete(bits);
    if (count <= 1) this.longestFirst = [...this.counts.keys()].sort((one, other) => other - one);
  }
}
