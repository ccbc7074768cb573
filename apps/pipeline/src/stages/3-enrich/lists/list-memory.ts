import type { ListKind } from '@tocsin/database';
import { InvalidTerm, TermIndex, type MetTerm, type ValueKind } from '@tocsin/lists';

import type { EntryChange, KnownList } from './list-source';

/** A term of a list that a value of an event meets. */
export interface ListHit {
  readonly list: KnownList;
  readonly term: string;
  readonly facts: MetTerm['facts'];
}

const NO_HITS: readonly ListHit[] = [];
/** What a number of a list in the index can be. */
const MAX_LISTS = 65_536;

/** The lists of some kinds, held in memory. */
export class ListMemory {
  private readonly indexes: ReadonlyMap<ListKind, TermIndex>;
  private readonly numbers = new Map<string, number>();
  /** By number; a hole for a list that is not in force. */
  private lists: (KnownList | undefined)[] = [];
  /** Entries whose terms could not be used; others of this worker's version would have been refused by the API. */
  unusable = 0;

  /** @param cacheEntries by kind, values whose answer is remembered. */
  constructor(cacheEntries: ReadonlyMap<ListKind, number>) {
    this.indexes = new Map([...cacheEntries].map(([kind, entries]) => [kind, new TermIndex(entries)]));
  }

  /** Terms of a kind of list, in force or not. */
  size(kind: ListKind): number {
    return this.indexes.get(kind)?.size ?? 0;
  }

  get bytes(): number {
    return [...this.indexes.values()].reduce((sum, index) => sum + index.bytes, 0);
  }

  /** The lists that are now in force, all of them. */
  setLists(lists: readonly KnownList[]): void {
    this.lists = [];
    for (const list of lists) this.lists[this.numberOf(list.id)] = list;
  }

  /** Takes changes in; those of other kinds of lists are passed over. */
  apply(changes: readonly EntryChange[]): void {
    for (const change of changes) this.applyOne(change);
    for (const kind of new Set(changes.map(({ listKind }) => listKind))) this.indexes.get(kind)?.forgetAnswers();
  }

  /** Terms in force that a value meets, the most specific first. */
  hits(kind: ListKind, valueKind: ValueKind, value: string, timeOfDay: () => number): readonly ListHit[] {
    const met = this.indexes.get(kind)?.termsFor(valueKind, value);
    if (met === undefined || met.length === 0) return NO_HITS;
    const [now, hits] = [timeOfDay(), [] as ListHit[]];
    for (const { list: number, term, facts, from, until } of met) {
      const list = this.lists[number];
      if (list !== undefined && from <= now && now < until) hits.push({ list, term, facts });
    }
    return hits;
  }

  /** Takes out what is no longer in force; yields between small steps. */
  *sweep(now: number): Generator<void> {
    const isOver = (list: number, until: number) => until <= now || this.lists[list] === undefined;
    for (const index of this.indexes.values()) {
      yield* index.sweep(isOver);
      index.forgetAnswers();
    }
  }

  private applyOne({ listId, listKind, isRemoved, ...term }: EntryChange): void {
    const index = this.indexes.get(listKind);
    if (index === undefined) return;
    const list = this.numberOf(listId);
    if (isRemoved) return index.remove(list, term.kind, term.key);
    try {
      index.put({ list, ...term });
    } catch (error) {
      if (!(error instanceof InvalidTerm)) throw error;
      this.unusable += 1;
    }
  }

  private numberOf(listId: string): number {
    const known = this.numbers.get(listId);
    if (known !== undefined) return known;
    if (this.numbers.size === MAX_LISTS) throw new RangeError(`There are more than ${MAX_LISTS} lists.`);
    this.numbers.set(listId, this.numbers.size);
    return this.numbers.size - 1;
  }
}
