import type { IncomingMessage } from 'node:http';

import type { RequestBatches } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import type { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { elasticsearchError } from './bulk-answer';
import { BulkConversation } from './bulk-conversation';
import { isRsyslog } from './rsyslog';

/** Elasticsearch's `_bulk`. */
export class BulkProtocol implements Protocol {
  readonly dialect = 'elasticsearch_bulk';
  readonly isSpecific = false;

  /** @param index from the path. */
  constructor(private readonly index?: string) {}

  open(batches: RequestBatches, limits: EventLimits): Conversation {
    return new BulkConversation(batches, limits, this.index);
  }

  refused(refusal: Refusal): Answer {
    return elasticsearchError(refusal);
  }

  isDeaf(request: IncomingMessage): boolean {
    return isRsyslog(request);
  }
}
