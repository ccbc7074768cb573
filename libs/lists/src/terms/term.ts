/** How a term of a list is met. `domain`: by the name itself and everything below it; `regex`: by finding it in the value. */
export const TERM_KINDS = ['exact', 'cidr', 'domain', 'regex'] as const;

export type TermKind = (typeof TERM_KINDS)[number];

/** A term nobody could meet, or that would cost too much to look for. */
export class InvalidTerm extends Error {
  override readonly name = 'InvalidTerm';

  /** @param position where in a regular expression the trouble is, counted from 0. */
  constructor(
    reason: string,
    readonly position?: number,
  ) {
    super(reason);
  }
}
