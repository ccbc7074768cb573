import type { TailLine, TailLines } from '@tocsin/api-contract';

/** Lines that are drawn; older ones make room. */
export const MOST_LINES = 300;

/** What has passed of the stream, newest first, as far as it is kept. */
export interface TailLog {
  readonly lines: readonly TailLine[];
  /** Lines that came since the stream was watched. */
  readonly shown: number;
  /** Events that passed too fast to be sent here. */
  readonly skipped: number;
}

export const EMPTY_LOG: TailLog = { lines: [], shown: 0, skipped: 0 };

/** The log after some more lines, which come oldest first. */
export function withLines(log: TailLog, { lines, skipped }: TailLines): TailLog {
  return {
    lines: [...lines.toReversed(), ...log.lines].slice(0, MOST_LINES),
    shown: log.shown + lines.length,
    skipped: log.skipped + skipped,
  };
}
