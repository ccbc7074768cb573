import type { FoundEvent } from '../found-event';
import { MalformedJson } from '../json/json-text';

const NOTHING = { code: 'body.empty', reason: 'There is no event in the line.' };

/** What was found in a line; the line itself with its fault when that is nothing, or the line is broken. */
export function found(line: Buffer, search: () => readonly FoundEvent[]): readonly FoundEvent[] {
  try {
    const events = search();
    return events.length > 0 ? events : [{ line, fault: NOTHING }];
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    const reason = `The line is not as its protocol has it: ${error.message}.`;
    return [{ line, fault: { code: 'body.malformed', reason } }];
  }
}
