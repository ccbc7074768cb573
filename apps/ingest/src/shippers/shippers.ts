import type { Credentials } from './credentials';

/** What one source may do at this front end; null: what every source may do. */
export interface SourceLimits {
  readonly maxEventsPerSecond: number | null;
  readonly maxRequests: number | null;
  readonly maxBytes: number | null;
}

/** Who sends, as its key says. */
export interface Shipper {
  readonly source: string;
  /** How the source says things, when the endpoint does not tell. */
  readonly dialect?: string;
  /** IANA zone of times that come without one. */
  readonly zone?: string;
  /** For each of its events. */
  readonly tags?: readonly string[];
  /** Lines that are no events are refused one by one instead of parked. */
  readonly isStrict?: boolean;
  /** Events that come again byte by byte are the same events sent again; true unless it says otherwise. */
  readonly remembersBodies?: boolean;
  readonly limits?: SourceLimits;
}

/** Knows the senders. */
export abstract class Shippers {
  /**
   * Whose request it is; nothing of its body has been read.
   * @throws {Refusal} when there is no key, the key is not good, the source may not send from there, or nobody can tell now.
   */
  abstract authenticate(credentials: Credentials): Promise<Shipper>;
}
