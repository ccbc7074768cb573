/** One entry of a watchlist. */
export interface WatchlistTerm {
  readonly list: string;
  /** `domain` is met by the name itself and everything below it. */
  readonly kind: 'exact' | 'cidr' | 'domain';
  readonly value: string;
  readonly reason: string;
  /** Where to read more; may be empty. */
  readonly reference: string;
}

/** Where the watchlists are kept. */
export abstract class Watchlists {
  /** Every entry that has not expired. */
  abstract load(): Promise<readonly WatchlistTerm[]>;
}
