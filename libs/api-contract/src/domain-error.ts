/** What sort of trouble a fact is; each kind has one HTTP status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'unconditional'
  | 'too_many'
  | 'unavailable';

/**
 * A fact a service throws and the caller is told as a {@link Problem}. The message is the problem's `detail`: it says what
 * happened and what to do, and holds no secret and nothing of an event.
 */
export abstract class DomainError extends Error {
  /** Stable name: `alert.already_acknowledged`. */
  abstract readonly code: string;
  abstract readonly kind: ProblemKind;
  /** A fair time to wait before the next try. */
  readonly retryAfterMs?: number;
  /** Where in a query the trouble is, counted from 0. */
  readonly position?: number;
  /** Of a conflict: how that now is which was to be changed. */
  readonly current?: object;
}
