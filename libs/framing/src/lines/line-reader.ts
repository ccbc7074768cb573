import type { FoundEvent } from '../found-event';

/** Makes events of single lines as the front door makes them of what it is sent. */
export interface LineReader {
  /** The events of a line, at least one; none at all when the line only says what the one behind it is. */
  read(line: Buffer): readonly FoundEvent[];
  /** What becomes of the last line when it waits for another that never came. */
  end(): readonly FoundEvent[];
}

/** A reader to which every line stands for itself. */
export function eachLine(read: (line: Buffer) => readonly FoundEvent[]): LineReader {
  return { read, end: () => [] };
}
