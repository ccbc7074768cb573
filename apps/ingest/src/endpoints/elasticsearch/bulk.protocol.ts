import type { IncomingMessage } from 'node:http';

import type { RequestBatches } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import type { Conversation } from '../protocol';
import { BulkConversation } from './bulk-conversation';
import { ElasticsearchProtocol } from './elasticsearch.protocol';

/** Elasticsearch's `_bulk`. */
export class BulkProtocol extends ElasticsearchProtocol {
  /** @param index from the path. */
  constructor(
    request: IncomingMessage,
    private readonly index?: string,
  ) {
    super(request);
  }

  override open(batches: RequestBatches, limits: EventLimits): Conversation {
    return new BulkConversation(batches, limits, this.accept, this.index);
  }
}
