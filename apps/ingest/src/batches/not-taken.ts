import { QueueFull, type BusError } from '@tocsin/messaging';

import { Refusal } from '../refusal';
import type { SpoolUnavailable } from '../spool/spool';

/** Room in a full spool comes back as fast as the consumers of the queue work. */
const RETRY_AFTER_MS = 5_000;

/** Tells the sender that the broker did not take its events. */
export function notQueued(cause: BusError): Refusal {
  const { retryAfterMs } = cause;
  return cause instanceof QueueFull
    ? new Refusal('broker.full', 'The queue is full. Send the same again later.', { retryAfterMs, cause })
    : new Refusal('broker.unavailable', 'The broker does not confirm. Send the same again later.', {
        retryAfterMs,
        cause,
      });
}

/** Tells the sender that the spool did not take its events either. */
export function notSpooled(cause?: SpoolUnavailable): Refusal {
  return new Refusal(
    'spool.unavailable',
    'The broker takes no events now, and the spool of this front end is full or fails. Send the same again later.',
    { retryAfterMs: RETRY_AFTER_MS, cause },
  );
}

export function unexpected(cause: unknown): Refusal {
  return new Refusal('unexpected', 'The events could not be queued. Send the same again later.', { cause });
}
