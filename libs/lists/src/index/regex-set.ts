import { compileRegexTerm, FIXED_CHARACTERS, type RegexTerm } from '../terms/regex-term';
import { InvalidTerm } from '../terms/term';
import type { StoredTerm } from './term-table';

interface Entry {
  readonly term: StoredTerm;
  readonly regex: RegexTerm;
}

/** Each takes some 16 KiB when it is compiled. */
const MAX_PATTERNS = 10_000;

/** Regular expressions. Each waits behind a gate, a few of its fixed characters, and is tried only on values that have them. */
export class RegexSet {
  private readonly byGate = new Map<string, Map<string, Entry>>();
  private readonly gates = new Map<string, string>();

  get size(): number {
    return this.gates.size;
  }

  /**
   * Adds a pattern, or replaces that of the same list and key.
   * @throws {InvalidTerm} for a pattern that cannot be used, and for one more than 10,000; the set stays as it was.
   */
  put(term: StoredTerm): void {
    const regex = compileRegexTerm(term.key);
    this.remove(term.list, term.key);
    if (this.size >= MAX_PATTERNS) throw new InvalidTerm(`there are more than ${MAX_PATTERNS} regular expressions`);
    const gate = this.leastUsedGate(regex);
    const id = idOf(term.list, term.key);
    const entries = this.byGate.get(gate) ?? new Map<string, Entry>();
    entries.set(id, { term, regex });
    this.byGate.set(gate, entries);
    this.gates.set(id, gate);
  }

  remove(list: number, key: string): void {
    const id = idOf(list, key);
    const gate = this.gates.get(id);
    if (gate === undefined) return;
    this.gates.delete(id);
    const entries = this.byGate.get(gate);
    entries?.delete(id);
    if (entries?.size === 0) this.byGate.delete(gate);
  }

  /** @param value canonical, so in lower case. */
  each(value: string, found: (term: StoredTerm) => void): void {
    if (this.size === 0) return;
    const tried = new Set<string>();
    for (let at = 0; at + FIXED_CHARACTERS <= value.length; at += 1) {
      const gate = value.slice(at, at + FIXED_CHARACTERS);
      const entries = this.byGate.get(gate);
      if (entries === undefined || tried.has(gate)) continue;
      tried.add(gate);
      for (const { term, regex } of entries.values())
        if (regex.fixed.every((text) => value.includes(text)) && regex.isIn(value)) found(term);
    }
  }

  /** Takes out what the test names. */
  removeIf(isOver: (list: number, until: number) => boolean): void {
    for (const entries of [...this.byGate.values()])
      for (const { term } of [...entries.values()]) if (isOver(term.list, term.until)) this.remove(term.list, term.key);
  }

  /** So that patterns that all end in `.example` do not all wait behind the same. */
  private leastUsedGate({ fixed }: RegexTerm): string {
    let [best, uses] = ['', Infinity];
    for (const gate of fixed.flatMap(gatesIn)) {
      const used = this.byGate.get(gate)?.size ?? 0;
      if (used < uses) [best, uses] = [gate, used];
    }
    return best;
  }
}

function gatesIn(text: string): string[] {
  return Array.from({ length: text.length - FIXED_CHARACTERS + 1 }, (_, at) => text.slice(at, at + FIXED_CHARACTERS));
}

function idOf(list: number, key: string): string {
  return `${list} ${key}`;
}
