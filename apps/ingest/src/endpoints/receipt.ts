import { STATUS_CODES } from 'node:http';

import type { Taken } from '../batches/request-batches';
import type { Refusal } from '../refusal';
import { challenge, retryAfter, type Answer } from './answer';

/**
 * The answer of our own endpoints. `accepted` counts every event that was queued, also those that will be parked for what is
 * wrong with them; `rejected` tells which lines those are, and in a strict source the ones that were not taken.
 */
export function receipt({ batches, accepted, parked, rejected }: Taken): Answer {
  const body = { receipt: batches.map((batch) => batch.id).join(','), accepted, parked, rejected };
  // Only a strict source has events rejected without one being accepted or parked.
  const status = accepted === 0 && rejected.length > 0 ? 400 : 200;
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** A refusal of the whole request as RFC 9457 has it. */
export function problem({ status, code, message, retryAfterMs }: Refusal): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...retryAfter(retryAfterMs), ...challenge(status) },
    body: JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, code, detail: message }),
  };
}
