import type { SecurityEvent } from './security-event';

/** In the place of a day: the event says how something is now, and takes the place of an earlier one with its id. */
export const STATES = 'states';

/**
 * What the event tells the state of, when it does: a finding of a scanner, an item of a compliance report. `undefined` for an event
 * that happened and stays.
 */
export function stateKey(event: Readonly<SecurityEvent>): string | undefined {
  const key = event['tocsin.state_key'];
  return event['event.kind'] === 'state' && typeof key === 'string' && key !== '' ? key : undefined;
}
