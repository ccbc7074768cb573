import type { IdentifiedEvent } from '@tocsin/event-model';

import type { AppendOutcome } from './event-store';
import { examine, type AcceptableEvent } from './refusal';

/** Keeps back what no store can take, has the rest written, and puts all outcomes in the order of the events. */
export async function appendExamined(
  events: readonly IdentifiedEvent[],
  write: (items: readonly AcceptableEvent[]) => Promise<readonly AppendOutcome[]>,
): Promise<readonly AppendOutcome[]> {
  const examined = events.map(examine);
  const acceptable = examined.filter((item): item is AcceptableEvent => !('refused' in item));
  const written = acceptable.length === 0 ? [] : await write(acceptable);
  let next = 0;
  return examined.map((item): AppendOutcome => {
    if ('refused' in item) return { kind: 'rejected', reason: item.refused };
    const outcome = written[next];
    next += 1;
    if (outcome === undefined) throw new Error('The store answered fewer outcomes than it was given events.');
    return outcome;
  });
}
