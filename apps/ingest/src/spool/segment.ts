import { join } from 'node:path';

const NAME = /^(\d{10})\.spool(?:\.corrupt)?$/;
/** Ending of the name of a segment that was set aside. */
export const ASIDE = '.corrupt';

/** One file of the spool. */
export class Segment {
  /** Bytes that are on disk and may be read. */
  bytes = 0;
  /** Batches in it that are not settled. */
  batches = 0;
  /** Events of those. */
  events = 0;
  /** No more is appended. */
  isSealed = false;
  /** Something in it could not be read; the file is set aside, not deleted, when it is done with. */
  isDamaged = false;
  readonly path: string;

  constructor(
    folder: string,
    readonly number: number,
    readonly marker: Buffer,
  ) {
    this.path = join(folder, `${String(number).padStart(10, '0')}.spool`);
  }
}

/** The number in the name of a segment, also of one set aside; `undefined` for other files. */
export function numberIn(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
