import { STATUS_CODES } from 'node:http';

import type { RequestBatches, Taken } from '../../batches/request-batches';
import { JsonFramer } from '../../framing/json-framer';
import type { Refusal } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';

class EventsConversation extends JsonFramer implements Conversation {
  accepted(taken: Taken): Answer {
    return receipt(taken);
  }
}

/** JSON events as an object, an array or NDJSON, answered with a receipt. */
export class EventsProtocol implements Protocol {
  constructor(
    readonly dialect: string,
    readonly isSpecific: boolean,
  ) {}

  open(batches: RequestBatches, maxLineBytes: number): Conversation {
    return new EventsConversation(maxLineBytes, batches);
  }

  refused(refusal: Refusal): Answer {
    const { status, code, message } = refusal;
    return {
      status,
      headers: {
        'content-type': 'application/problem+json',
        ...retryAfter(refusal.retryAfterMs),
        ...challenge(status),
      },
      body: JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, code, detail: message }),
    };
  }

  isDeaf(): boolean {
    return false;
  }
}

/** `accepted` counts every event that was queued, also those that will be parked for what is wrong with them. */
function receipt(taken: Taken): Answer {
  const body = {
    receipt: taken.batches.map((batch) => batch.id).join(','),
    accepted: taken.accepted,
    parked: taken.parked,
    rejected: [],
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
