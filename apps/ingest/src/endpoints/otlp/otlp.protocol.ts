import type { RequestBatches } from '../../batches/request-batches';
import type { DocumentLimits } from '../../framing/framer';
import type { Refusal } from '../../refusal';
import type { Answer } from '../answer';
import type { Conversation, Protocol } from '../protocol';
import { otlpError, type OtlpEncoding } from './otlp-answer';
import { OtlpConversation } from './otlp-conversation';

/** OTLP/HTTP for logs. */
export class OtlpProtocol implements Protocol {
  readonly dialect = 'otlp';
  readonly isSpecific = true;
  private readonly encoding: OtlpEncoding;

  constructor(contentType = '') {
    this.encoding = /protobuf|octet-stream/i.test(contentType) ? 'protobuf' : 'json';
  }

  open(batches: RequestBatches, limits: DocumentLimits): Conversation {
    return new OtlpConversation(batches, limits, this.encoding);
  }

  refused(refusal: Refusal): Answer {
    return otlpError(refusal, this.encoding);
  }

  isDeaf(): boolean {
    return false;
  }
}
