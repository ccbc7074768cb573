import type { RequestBatches } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import type { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { HecAckConversation } from './hec-ack-conversation';
import { hecAnswer, hecRefusal } from './hec-answer';
import { HecConversation } from './hec-conversation';
import { HecRawConversation } from './hec-raw-conversation';
import type { HecRequest } from './hec-request';

export type HecEndpoint = 'event' | 'raw' | 'ack';

/** Splunk's HTTP Event Collector. */
export class HecProtocol implements Protocol {
  readonly dialect = 'splunk_hec';
  readonly isSpecific = true;
  readonly hasQueryToken = true;

  constructor(
    private readonly endpoint: HecEndpoint,
    private readonly request: HecRequest,
    private readonly nextAckId: () => number,
  ) {}

  open(batches: RequestBatches, limits: EventLimits): Conversation {
    const { metadata, hasChannel } = this.request;
    switch (this.endpoint) {
      case 'event':
        return new HecConversation(batches, limits, metadata, () => this.success());
      case 'raw':
        return new HecRawConversation(batches, limits, metadata, () => this.success());
      case 'ack':
        return new HecAckConversation(limits, hasChannel);
    }
  }

  refused(refusal: Refusal): Answer {
    return hecRefusal(refusal, this.request.hasAuthorization);
  }

  isDeaf(): boolean {
    return false;
  }

  /** A client that names a channel may ask later whether its events are safe, and needs a number for that. */
  private success(): Answer {
    return hecAnswer(200, 0, this.request.hasChannel ? { ackId: this.nextAckId() } : {});
  }
}
