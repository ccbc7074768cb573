import type { RequestBatches } from '../../batches/request-batches';
import { undecoded, type DecoderFactory } from '../../framing/decoders';
import type { DocumentLimits } from '../../framing/framer';
import type { Refusal } from '../../refusal';
import { challenge, retryAfter, type Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { lokiError } from './loki-answer';
import { LokiConversation } from './loki-conversation';

/** Loki's push API. */
export class LokiProtocol implements Protocol {
  readonly dialect = 'loki';
  readonly isSpecific = true;

  /** Protobuf is always compressed with snappy, as a whole; few clients say so. */
  decoderFor(contentEncoding: string | undefined): DecoderFactory | undefined {
    return contentEncoding === 'snappy' ? undecoded : undefined;
  }

  open(batches: RequestBatches, limits: DocumentLimits): Conversation {
    return new LokiConversation(batches, limits);
  }

  refused({ status, message, retryAfterMs }: Refusal): Answer {
    return lokiError(status, message, { ...retryAfter(retryAfterMs), ...challenge(status) });
  }

  isDeaf(): boolean {
    return false;
  }
}
