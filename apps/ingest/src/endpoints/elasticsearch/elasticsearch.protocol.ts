import type { IncomingMessage } from 'node:http';

import type { RequestBatches } from '../../batches/request-batches';
import type { EventLimits } from '../../framing/framer';
import type { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { elasticsearchRefusal } from './elasticsearch-answer';
import { isRsyslog } from './rsyslog';

/** What every request that sends documents the way of Elasticsearch has in common. */
export abstract class ElasticsearchProtocol implements Protocol {
  readonly dialect = 'elasticsearch_bulk';
  readonly isSpecific = false;
  protected readonly accept: string | undefined;

  constructor(request: IncomingMessage) {
    this.accept = request.headers.accept;
  }

  abstract open(batches: RequestBatches, limits: EventLimits): Conversation;

  refused(refusal: Refusal): Answer {
    return elasticsearchRefusal(refusal, this.accept);
  }

  isDeaf(request: IncomingMessage): boolean {
    return isRsyslog(request);
  }
}
