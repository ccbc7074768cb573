import type { Sighting } from '@tocsin/ledger';

/** A row that changed since somebody asked. */
export interface SeenRow extends Pick<Sighting, 'list' | 'key' | 'last'> {
  readonly revision: string;
}

export interface PruneLimits {
  readonly list: string;
  readonly before: Date;
  readonly maxKeys: number;
}

/** Where the lists are kept, for all workers. */
export abstract class LastSeenStore {
  /** Takes what the workers have seen into the lists. @returns how many keys were written; undefined while another worker does it. */
  abstract fold(): Promise<number | undefined>;
  /** Rows that changed after a revision, in its order, at most so many. */
  abstract changedAfter(revision: string, limit: number): Promise<readonly SeenRow[]>;
  /** Deletes keys not seen for long, then the longest unseen above the limit. @returns how many. */
  abstract prune(limits: PruneLimits): Promise<number>;
  abstract sizes(): Promise<ReadonlyMap<string, number>>;
}
