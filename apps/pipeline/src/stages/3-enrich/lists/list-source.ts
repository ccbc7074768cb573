import type { ListKind, SignalLevel } from '@tocsin/database';
import type { TermKind } from '@tocsin/lists';

/** A list that is in force. */
export interface KnownList {
  readonly id: string;
  readonly name: string;
  readonly kind: ListKind;
  /** Null: a hit raises no signal. */
  readonly signalLevel: SignalLevel | null;
}

/** How an entry now is. */
export interface EntryChange {
  readonly listId: string;
  readonly listKind: ListKind;
  readonly kind: TermKind;
  readonly key: string;
  /** JSON. */
  readonly facts: string;
  /** Milliseconds since 1970; 0 and infinity where there is no bound. */
  readonly from: number;
  readonly until: number;
  readonly isRemoved: boolean;
  readonly revision: number;
}

/** The highest revisions. */
export interface Revisions {
  readonly lists: number;
  readonly entries: number;
  /** Given out at any time; lower than one that was seen only when the database was set back. */
  readonly given: number;
}

/** Where the lists are kept. */
export abstract class ListSource {
  abstract revisions(): Promise<Revisions>;
  abstract lists(kinds: readonly ListKind[]): Promise<readonly KnownList[]>;

  /** Entries of every kind of list that changed after a revision, also those removed, in the order of their revisions. */
  abstract changes(after: number, limit: number): Promise<readonly EntryChange[]>;
}
