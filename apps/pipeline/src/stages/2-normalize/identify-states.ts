import { createHash } from 'node:crypto';

import { stateKey } from '@tocsin/event-model';

import type { BatchEvent } from '../../batch/batch-under-way';

/**
 * Gives events that tell a state the id of what they tell the state of, so that the newest takes the place of the others. A source
 * replaces its own states only.
 */
export function identifyStates(events: readonly BatchEvent[]): readonly BatchEvent[] {
  if (events.every(({ event }) => stateKey(event) === undefined)) return events;
  return events.map((one) => {
    const key = stateKey(one.event);
    return key === undefined ? one : { ...one, id: stateId(one.context.source, key) };
  });
}

function stateId(source: string, key: string): string {
  return `state-${createHash('sha256')
    .update(JSON.stringify([source, key]))
    .digest('hex')}`;
}
