import type { TermKind } from '../terms/term';
import { addressRange, type AddressRange } from './address-range';
import { hostName } from './block-target';

/** A term as lists keep it. */
export interface GuardTerm {
  readonly kind: TermKind;
  readonly key: string;
}

/** Values that must never be blocked. A name on a block list counts as everything below it, too: firewalls differ. */
export class BlockGuard {
  /** The widest ones, in order, none within another. */
  private readonly ranges: (AddressRange & { readonly key: string })[] = [];
  /** Allowed names, whose names below are allowed, too. */
  private readonly domains = new Map<string, string>();
  /** Allowed names and all names above them. */
  private readonly above = new Map<string, string>();

  constructor(allowed: Iterable<GuardTerm>) {
    const ranges: (AddressRange & { readonly key: string })[] = [];
    for (const { kind, key } of allowed) {
      const range = kind === 'domain' ? undefined : addressRange(key);
      if (range !== undefined) ranges.push({ ...range, key });
      else this.allowName(kind, key);
    }
    ranges.sort((one, other) => compare(one.first, other.first) || compare(other.last, one.last));
    for (const range of ranges) if (range.last > (this.ranges.at(-1)?.last ?? -1n)) this.ranges.push(range);
  }

  /** The allowed value because of which this one must not be blocked: it covers it, or is covered. */
  against({ kind, key }: GuardTerm): string | undefined {
    const range = kind === 'domain' ? undefined : addressRange(key);
    if (range !== undefined) return this.overlapping(range);
    const name = hostName(key);
    if (name === undefined) return undefined;
    return this.above.get(name) ?? first(namesUpFrom(name), (parent) => this.domains.get(parent));
  }

  private allowName(kind: TermKind, key: string): void {
    const name = hostName(key);
    if (name === undefined) return;
    if (kind === 'domain') this.domains.set(name, key);
    for (const parent of namesUpFrom(name)) if (!this.above.has(parent) || parent === name) this.above.set(parent, key);
  }

  /** The last that begins before the end of the range is the only one that can reach into it, or one of several within. */
  private overlapping({ first: from, last }: AddressRange): string | undefined {
    let [low, high] = [0, this.ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.first ?? 0n) <= last) low = middle + 1;
      else high = middle;
    }
    const before = this.ranges[low - 1];
    return before !== undefined && before.last >= from ? before.key : undefined;
  }
}

function* namesUpFrom(name: string): Generator<string> {
  yield name;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) yield name.slice(dot + 1);
}

function first(names: Iterable<string>, look: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const found = look(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}
