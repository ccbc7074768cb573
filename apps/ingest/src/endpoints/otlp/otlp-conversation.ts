import { beginsObject, NEWLINE, OPEN_BRACE, otlpEvents, otlpJson, type FoundEvent } from '@tocsin/framing';

import type { RequestBatches, Taken } from '../../batches/request-batches';
import type { DocumentLimits } from '../../framing/framer';
import type { Answer } from '../answer';
import { DocumentConversation } from '../document-conversation';
import { otlpAnswer, type OtlpEncoding } from './otlp-answer';
import { otlpProtobuf } from './otlp-protobuf';

/** An export request: one event for each of its log records. A record that cannot be read costs only itself. */
export class OtlpConversation extends DocumentConversation {
  /** @param encoding as the Content-Type has it. */
  constructor(
    batches: RequestBatches,
    limits: DocumentLimits,
    private readonly encoding: OtlpEncoding,
  ) {
    super(batches, limits);
  }

  /** Without records, a protobuf request has no bytes. */
  override get isBlank(): boolean {
    return super.isBlank && this.encoding === 'json';
  }

  accepted({ rejected: [first] }: Taken): Answer {
    return otlpAnswer(this.encoding, this.refused, first && `Log record ${first.line}: ${first.reason}`);
  }

  protected *eventsOf(body: Buffer): Generator<FoundEvent> {
    yield* otlpEvents(body, isJson(body, this.encoding) ? otlpJson : otlpProtobuf, this.limits.maxDepth);
  }
}

/**
 * The Content-Type may lie, but the bytes tell: no message begins with a brace, and one that begins like a line end before JSON
 * is only taken for JSON when it claims to be.
 */
function isJson(body: Buffer, encoding: OtlpEncoding): boolean {
  return encoding === 'json' ? body[0] !== NEWLINE || beginsObject(body) : body[0] === OPEN_BRACE;
}
