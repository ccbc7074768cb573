import type { Span } from '../../../shared/time-range/span';

/** Everything that a search found, as it was found. */
export interface ExportWish extends Span {
  readonly q: string;
  readonly columns: readonly string[];
  /** Exact number that the search found. */
  readonly total: number;
}
