import { compileRegexTerm, FIXED_CHARACTERS, type RegexTerm } from '../terms/regex-term';
import type { StoredTerm } from './term-table';

interface Entry {
  readonly term: StoredTerm;
  readonly regex: RegexTerm;
}

/** Regular expressions, each tried only on values that hold the first characters of its fixed text. */
export class RegexSet {
  private readonly byGate = new Map<string, Map<string, Entry>>();
  size = 0;

  /** @throws {InvalidTerm} for a pattern that cannot be used; the set stays as it was. */
  put(term: StoredTerm): void {
    const regex = compileRegexTerm(term.key);
    const gate = gateOf(regex);
    const there = this.byGate.get(gate) ?? new Map<string, Entry>();
    if (!there.has(idOf(term.list, term.key))) this.size += 1;
    there.set(idOf(term.list, term.key), { term, regex });
    this.byGate.set(gate, there);
  }

  remove(list: number, key: string): void {
    for (const [gate, entries] of this.byGate) {
      if (!entries.delete(idOf(list, key))) continue;
      this.size -= 1;
      if (entries.size === 0) this.byGate.delete(gate);
    }
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
      for (const { term, regex } of entries.values()) if (value.includes(regex.fixed) && regex.isIn(value)) found(term);
    }
  }

  /** Takes out what the test names. */
  removeIf(isOver: (list: number, until: number) => boolean): void {
    for (const entries of [...this.byGate.values()])
      for (const { term } of [...entries.values()]) if (isOver(term.list, term.until)) this.remove(term.list, term.key);
  }
}

function gateOf({ fixed }: RegexTerm): string {
  return fixed.slice(0, FIXED_CHARACTERS);
}

function idOf(list: number, key: string): string {
  return `${list} ${key}`;
}
