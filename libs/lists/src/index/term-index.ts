import { LRUCache } from 'lru-cache';

import { canonicalValue } from '../terms/canonical-value';
import { addressBytes, networkKey, networkText, parseNetwork } from '../terms/network';
import type { TermKind } from '../terms/term';
import { PrefixLengths } from './prefix-lengths';
import { RegexSet } from './regex-set';
import { TermTable, type StoredTerm } from './term-table';

/** What a value is decides which terms it can meet. Texts, such as URLs, rarely come twice, so their answers are not kept. */
export type ValueKind = 'address' | 'host' | 'name' | 'text';

/** A term to be found. */
export interface IndexedTerm extends StoredTerm {
  readonly kind: TermKind;
}

/** A term that a value meets, in force or not. */
export interface MetTerm {
  readonly list: number;
  readonly term: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly from: number;
  readonly until: number;
}

type Answer = readonly MetTerm[];

const NOTHING: Answer = [];
/** A value longer than this is in no list, and would only fill the memory of answers. */
const MAX_VALUE = 2_048;

/** Answers which terms a value meets, in time that does not grow with the number of terms. The most specific come first. */
export class TermIndex {
  private readonly exact = new TermTable();
  private readonly domains = new TermTable();
  private readonly networks = new TermTable();
  private readonly regexes = new RegexSet();
  private readonly prefixes = new PrefixLengths();
  private readonly answers: Readonly<Record<Exclude<ValueKind, 'text'>, LRUCache<string, Answer>>>;

  /** @param cacheEntries values of each kind whose answer is remembered until a term changes. */
  constructor(cacheEntries: number) {
    const cache = () => new LRUCache<string, Answer>({ max: cacheEntries });
    this.answers = { address: cache(), host: cache(), name: cache() };
  }

  get size(): number {
    return this.exact.size + this.domains.size + this.networks.size + this.regexes.size;
  }

  /** Bytes off the heap. */
  get bytes(): number {
    return this.exact.bytes + this.domains.bytes + this.networks.bytes;
  }

  /**
   * Adds a term, or replaces that of the same list, kind and key.
   * @throws {InvalidTerm} for a pattern that cannot be used.
   */
  put(term: IndexedTerm): void {
    this.remove(term.list, term.kind, term.key);
    if (term.kind === 'regex') this.regexes.put(term);
    else if (term.kind === 'cidr') this.putNetwork(term);
    else this[term.kind === 'exact' ? 'exact' : 'domains'].put(term);
  }

  remove(list: number, kind: TermKind, key: string): void {
    if (kind === 'regex') this.regexes.remove(list, key);
    else if (kind === 'exact') this.exact.remove(list, key);
    else if (kind === 'domain') this.domains.remove(list, key);
    else this.removeNetwork(list, key);
  }

  /** Terms changed: what was answered before may no longer be true. */
  forgetAnswers(): void {
    for (const cache of Object.values(this.answers)) cache.clear();
  }

  termsFor(kind: ValueKind, value: string): Answer {
    if (value.length > MAX_VALUE || value === '') return NOTHING;
    if (kind === 'text') return this.look(kind, value);
    const known = this.answers[kind].get(value);
    if (known !== undefined) return known;
    const found = this.look(kind, value);
    this.answers[kind].set(value, found);
    return found;
  }

  /** Takes out terms of lists that are gone and terms that are over, in small steps; yields between them. */
  *sweep(isOver: (list: number, until: number) => boolean): Generator<void> {
    yield* this.exact.sweep(isOver, () => undefined);
    yield* this.domains.sweep(isOver, () => undefined);
    yield* this.networks.sweep(isOver, (key) => this.prefixes.remove(key.charCodeAt(0)));
    this.regexes.removeIf(isOver);
  }

  private putNetwork(term: IndexedTerm): void {
    const network = parseNetwork(term.key);
    if (network === undefined) return;
    this.prefixes.add(network.bits);
    this.networks.put({ ...term, key: networkKey(network.bytes, network.bits) });
  }

  private removeNetwork(list: number, text: string): void {
    const network = parseNetwork(text);
    if (network === undefined) return;
    const before = this.networks.size;
    this.networks.remove(list, networkKey(network.bytes, network.bits));
    if (this.networks.size < before) this.prefixes.remove(network.bits);
  }

  private look(kind: ValueKind, value: string): Answer {
    const name = canonicalValue(value);
    const found: MetTerm[] = [];
    const take = (term: StoredTerm) => found.push(metTerm(term));
    this.exact.each(name, take);
    if (kind === 'address') this.eachNetwork(value, take);
    if (kind === 'host') this.eachDomain(name, take);
    this.regexes.each(name, take);
    return found.length === 0 ? NOTHING : found;
  }

  private eachNetwork(address: string, take: (term: StoredTerm) => void): void {
    if (this.networks.size === 0) return;
    const bytes = addressBytes(address);
    if (bytes === undefined) return;
    for (const bits of this.prefixes.longestFirst)
      this.networks.each(networkKey(bytes, bits), (term) => take({ ...term, key: networkText(term.key) }));
  }

  private eachDomain(name: string, take: (term: StoredTerm) => void): void {
    if (this.domains.size === 0) return;
    for (let at = 0; at !== -1; at = nextLabel(name, at)) this.domains.each(name.slice(at), take);
  }
}

/** Where the next label of a name begins; -1 behind the last. */
function nextLabel(name: string, at: number): number {
  const dot = name.indexOf('.', at);
  return dot === -1 ? -1 : dot + 1;
}

function metTerm({ list, key, facts, from, until }: StoredTerm): MetTerm {
  return { list, term: key, facts: JSON.parse(facts) as MetTerm['facts'], from, until };
}
