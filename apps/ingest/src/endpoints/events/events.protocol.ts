import type { RequestBatches, Taken } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import { JsonFramer } from '../../framing/json-framer';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { problem, receipt } from '../receipt';

class EventsConversation extends JsonFramer implements Conversation {
  accepted(taken: Taken): Answer {
    return receipt(taken);
  }
}

/** JSON events as an object, an array or NDJSON, answered with a receipt. */
export class EventsProtocol implements Protocol {
  readonly refused = problem;

  constructor(
    readonly dialect: string,
    readonly isSpecific: boolean,
    readonly application?: string,
  ) {}

  open(batches: RequestBatches, limits: EventLimits): Conversation {
    return new EventsConversation(limits, batches);
  }

  isDeaf(): boolean {
    return false;
  }
}
