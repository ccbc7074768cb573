import type { ListKind, SignalLevel } from '@tocsin/database';
import type { TermKind } from '@tocsin/lists';

import { ListSource, type EntryChange, type KnownList, type Revisions } from '../list-source';

/** What a spec says of an entry. */
export interface GivenEntry {
  readonly key: string;
  readonly kind?: TermKind;
  readonly facts?: Record<string, unknown>;
  readonly from?: number;
  readonly until?: number;
}

/** Lists as the database keeps them: every change has the next revision. */
export class InMemoryLists extends ListSource {
  isAway = false;
  /** How many entries were read, ever. */
  entriesRead = 0;
  private known: KnownList[] = [];
  private entries: EntryChange[] = [];
  private given = 0;
  private listRevision = 0;

  addList(kind: ListKind, name: string, signalLevel: SignalLevel | null = null): void {
    this.known.push({ id: `id of ${name}`, name, kind, signalLevel });
    this.listRevision = ++this.given;
  }

  removeList(name: string): void {
    this.known = this.known.filter((list) => list.name !== name);
    this.listRevision = ++this.given;
  }

  put(
    list: string,
    { key, kind = 'exact', facts = {}, from = 0, until = Infinity }: GivenEntry,
    isRemoved = false,
  ): void {
    const listId = `id of ${list}`;
    const listKind = this.known.find(({ id }) => id === listId)?.kind ?? 'watchlist';
    this.entries = this.entries.filter((one) => one.listId !== listId || one.kind !== kind || one.key !== key);
    const term = { listId, listKind, kind, key, facts: JSON.stringify(facts), from, until };
    this.entries.push({ ...term, isRemoved, revision: ++this.given });
  }

  remove(list: string, key: string): void {
    this.put(list, { key }, true);
  }

  /** As after a restore from a backup. */
  setBack(): void {
    this.entries = [];
    this.given = 0;
  }

  override revisions(): Promise<Revisions> {
    if (this.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve({
      lists: this.listRevision,
      entries: this.entries.at(-1)?.revision ?? 0,
      given: this.given,
    });
  }

  override lists(kinds: readonly ListKind[]): Promise<readonly KnownList[]> {
    return Promise.resolve(this.known.filter(({ kind }) => kinds.includes(kind)));
  }

  override changes(after: number, limit: number): Promise<readonly EntryChange[]> {
    const changed = this.entries.filter(({ revision }) => revision > after).slice(0, limit);
    this.entriesRead += changed.length;
    return Promise.resolve(changed);
  }
}
