import type { SavedSearch } from '@tocsin/api-contract';

/** What all that is kept under a name has. */
export type SavedThing = Pick<SavedSearch, 'id' | 'name' | 'audience' | 'q' | 'owner' | 'mayChange' | 'version'>;

/** One kind of things that are kept under a name: where they are, what of them is kept, and how they are spoken of. */
export interface SavedKind<T extends SavedThing, C extends Pick<SavedThing, 'q'>> {
  /** Of the list; each stands under its id. */
  readonly address: string;
  readonly one: string;
  readonly many: string;
  /** What `q` is called. */
  readonly text: string;
  /** How one is made, when there is none: words, then keys. */
  readonly hint: readonly [string, string];
  listOf(answer: object): readonly T[];
  contentOf(saved: C): C;
  /** What is kept in words, before and after its `q`. */
  inWords(content: C): readonly [string, string];
}

/** Something to be kept, and the saved one it comes from. */
export interface SaveQuestion<T extends SavedThing, C> {
  readonly content: C;
  readonly saved: T | undefined;
}
